import { expect, it } from "vitest";
import { checkName } from "../name.ts";
import { LISTED_MAX, Listing } from "./listing.ts";

function listed(...paths: string[]): string[] {
  const listing = new Listing();
  for (const path of paths) listing.announced(path, true);
  return listing.take().names;
}

it("games are in the order that people expect, numbers and capitals included", () => {
  expect(listed("game 10", "zebra", "Game 9", "Äpfel", "bear")).toEqual([
    "Äpfel",
    "bear",
    "Game 9",
    "game 10",
    "zebra",
  ]);
});

it("names that begin with a dot are for those who know them; what no game can be called is passed over", () => {
  expect(listed(".friends", "", "a/b", "all*", "x".repeat(65), "bell\u0007", "\ud800", " ", "a.b")).toEqual([
    "a.b",
  ]);
});

it("what is announced twice is there once, and gone when it is taken back", () => {
  const listing = new Listing();
  expect(listing.announced("a", true)).toBe(true);
  expect(listing.take()).toEqual({ names: ["a"], more: 0 });
  expect(listing.announced("a", true)).toBe(false);
  expect(listing.announced("b", false)).toBe(false);
  expect(listing.announced("a", false)).toBe(true);
  expect(listing.take()).toEqual({ names: [], more: 0 });
});

/** The same numbers at each run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Pieces that names are attacked with: markup, directions, halves, control characters, lookalikes. */
const PIECES =
  "<script>|<img src=x onerror=alert(1)>|\u202e|\u0000|\ud83d|\ude00|é|e\u0301|/|*|.|..|%2f|javascript:|__proto__|constructor|\n|日本|ß|SS|\u200b|&amp;|\"'|10|9|a|A|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p".split(
    "|",
  );

it("of 10,000 hostile announcements a bounded list of good names is left, in an order that is always the same", () => {
  const random = makeRandom(7);
  const listing = new Listing();
  const names = new Set<string>();
  for (let i = 0; i < 10_000; i++) {
    let name = "";
    for (let length = random(6); length >= 0; length--) name += PIECES[random(PIECES.length)];
    if (random(50) === 0) name = name.repeat(20);
    const active = random(8) > 0;
    listing.announced(name, active);
    if (active && !name.startsWith(".") && checkName(name) === undefined) names.add(name);
    else names.delete(name);
  }
  const first = listing.take();
  expect(first.names.length).toBe(LISTED_MAX);
  expect(first.names.length + first.more).toBe(names.size);
  expect(first.names.every((name) => names.has(name))).toBe(true);
  expect(new Set(first.names).size).toBe(LISTED_MAX);

  // Announced in another order, they are listed in this one.
  const again = new Listing();
  for (const name of [...names].reverse()) again.announced(name, true);
  expect(again.take()).toEqual(first);
});
