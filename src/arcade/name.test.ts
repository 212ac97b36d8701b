import { describe, expect, it } from "vitest";
import { Path } from "../net/index.ts";
import {
  checkName,
  DEFAULT_PREFIX,
  gamePath,
  gamesPrefix,
  isByLinkOnly,
  NAME_MAX_LENGTH,
  playerOf,
  prefixesBelow,
  viewerId,
  viewerPath,
  viewersPrefix,
} from "./name.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("a game's name", () => {
  it.each([
    "Pawns",
    "a",
    "Too many pawns!",
    "ゲーム",
    "🎮 1",
    "x".repeat(NAME_MAX_LENGTH),
    "a.b",
    ".by-link",
    "__proto__",
  ])("may be %j", (name) => {
    expect(checkName(name)).toBeUndefined();
  });

  it.each([
    ["", "needs a name"],
    ["   ", "needs a name"],
    ["a/b", "slash"],
    ["x".repeat(NAME_MAX_LENGTH + 1), "at most 64"],
    ["a\nb", "control"],
    ["a\u0000", "control"],
    ["\u007f", "control"],
    [".", "dot"],
    ["..", "dot"],
    ["..hidden", "dot"],
    ["a*", "asterisk"],
    ["\ud800", "half"],
    ["a\udc00b", "half"],
  ])("may not be %j, and is told why", (name, reason) => {
    expect(checkName(name)).toContain(reason);
    expect(checkName(name)).toMatch(/^[A-Z].*\.$/);
  });

  it("that will do survives the ways it takes: a path, an address, UTF-8", () => {
    const next = random(7);
    const alphabet = [
      ..."abc XYZ/.*\\%?#&+=ü\u0000\n\u007f\u00a0\u2028",
      "\ud83c",
      "\udfae",
      "🎮",
      "e\u0301",
    ];
    let good = 0;
    for (let i = 0; i < 20_000; i++) {
      const name = Array.from(
        { length: Math.floor(next() * 8) },
        () => alphabet[Math.floor(next() * alphabet.length)],
      ).join("");
      if (checkName(name) !== undefined) continue;
      good++;
      const path = Path.from(gamePath(DEFAULT_PREFIX, name));
      const below = Path.stripPrefix(Path.from(gamesPrefix(DEFAULT_PREFIX)), path);
      expect(below).toBe(isByLinkOnly(name) ? null : name);
      expect(Path.parts(path)).toHaveLength(3);
      expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
      expect(new TextDecoder().decode(new TextEncoder().encode(name))).toBe(name);
    }
    expect(good).toBeGreaterThan(1_000);
  });
});

describe("paths", () => {
  it("put what is by link only where nobody looks who lists games, and no part of them begins with a dot", () => {
    expect(gamePath("arcade", ".x")).toBe("arcade/game-by-link/x");
    expect(viewerPath("arcade", ".x", "id")).toBe("arcade/viewer-by-link/x/id");
    expect(gamePath(prefixesBelow("arcade"), ".x")).toBe(gamePath("arcade", ".x"));
    expect(gamePath("arcade", "x")).not.toBe(gamePath("arcade", ".x"));
  });

  it("put viewers under their game's prefix, and games under theirs", () => {
    expect(gamePath("arcade", "x")).toBe("arcade/game/x");
    expect(viewerPath("arcade", "x", "id")).toBe("arcade/viewer/x/id");
    expect(viewerPath("arcade", "x", "id")).toBe(`${viewersPrefix("arcade", "x")}/id`);
    const { games, viewers } = prefixesBelow("arcade");
    expect(Path.from(games, "x")).toBe(gamePath("arcade", "x"));
    expect(Path.from(viewers, "x", "id")).toBe(viewerPath("arcade", "x", "id"));
  });
});

it("a viewer's id tells its player and the session, and one that is not like ours is a player by itself", () => {
  expect(playerOf(viewerId("0a1b2c3d", 999_999))).toEqual({ player: "0a1b2c3d", session: 999_999 });
  for (const id of [
    "0a1b2c3d",
    "boy.1",
    "0a1b2c3d.",
    "0a1b2c3d.-1",
    "0a1b2c3d.1.2",
    "__proto__",
    "",
    "0A1B2C3D.1",
  ])
    expect(playerOf(id)).toEqual({ player: id, session: 0 });
});
