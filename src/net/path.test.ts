import { Path as Theirs } from "@moq/net";
import { describe, expect, it } from "vitest";
import { Path } from "./index.ts";

const path = Path.from;

describe("from", () => {
  it.each<[string[], string]>([
    [[], ""],
    [[""], ""],
    [["/"], ""],
    [["a"], "a"],
    [["/a/"], "a"],
    [["//a///b//"], "a/b"],
    [["a", "b"], "a/b"],
    [["a/", "/b/", "", "c"], "a/b/c"],
    [["ü 😀", "."], "ü 😀/."],
  ])("makes %j the path %j", (pieces, expected) => {
    expect(path(...pieces)).toBe(expected);
  });

  it("changes nothing the second time", () => {
    for (const raw of ["/a//b/", "a", "", "/x/y/z"]) expect(path(path(raw))).toBe(path(raw));
  });
});

describe("parts, join and prefixes", () => {
  it("agree with each other", () => {
    const paths = ["", "a", "foo", "foobar", "foo/bar", "foo/bar/baz"].map((raw) => path(raw));
    for (const one of paths) {
      expect(path(...Path.parts(one))).toBe(one);
      expect(Path.join(Path.empty(), one)).toBe(one);
      expect(Path.join(one, Path.empty())).toBe(one);
      for (const two of paths) {
        const joined = Path.join(one, two);
        expect(joined).toBe(path(one, two));
        expect(Path.parts(joined)).toEqual([...Path.parts(one), ...Path.parts(two)]);
        expect(Path.hasPrefix(one, joined)).toBe(true);
        expect(Path.stripPrefix(one, joined)).toBe(two);
        expect(Path.stripPrefix(one, two) !== null).toBe(Path.hasPrefix(one, two));
      }
    }
  });

  it("end at whole parts", () => {
    expect(Path.hasPrefix(path("foo"), path("foobar"))).toBe(false);
    expect(Path.stripPrefix(path("foo"), path("foobar"))).toBeNull();
    expect(Path.hasPrefix(path("foo/bar"), path("foo"))).toBe(false);
    expect(Path.stripPrefix(path("foo"), path("foo"))).toBe("");
  });
});

describe("decode and encode", () => {
  it("bring what comes from outside into the normal form", () => {
    expect(Path.decode("/a//b/")).toBe("a/b");
    expect(Path.encode(path("a/b"))).toBe("a/b");
  });

  it(`refuse more than ${Path.MAX_PARTS} parts`, () => {
    const most = Array(Path.MAX_PARTS).fill("x").join("/");
    expect(Path.decode(most)).toBe(most);
    expect(() => Path.decode(`${most}/x`)).toThrow("exceeds 32 parts");
    expect(() => Path.encode(path(`${most}/x`))).toThrow("exceeds 32 parts");
  });
});

describe("relative references", () => {
  const names = ["", "a", "b", "a/b", "a/b/c", "a/c", "..", "a/..", "./a", "a/../b", "x/y/z/w"];
  const references = [
    "",
    ".",
    "./",
    "/",
    "..",
    "../..",
    "../../..",
    "./b",
    "b/./c",
    "../b",
    "b//c",
    "/b/",
    "../../b",
  ];

  it("are normalized and resolved as npm's are", () => {
    for (const rel of references) {
      expect(Path.normalizeRelative(rel)).toBe(Theirs.normalizeRelative(rel));
      for (const name of names) {
        const base = path(name);
        expect(Path.resolve(base, rel)).toBe(Theirs.resolve(base, rel));
        expect(Path.tryResolve(base, rel)).toBe(Theirs.tryResolve(base, rel));
      }
    }
    expect(Path.resolve(path("a/b/c"), "./source")).toBe("a/b/source");
    expect(Path.tryResolve(path("a"), "..")).toBeUndefined();
  });

  it("lead from one path to another, where any can", () => {
    for (const from of names.map((name) => path(name))) {
      for (const to of names.map((name) => path(name))) {
        const rel = Path.relative(to, from);
        expect(rel).toBe(Theirs.relative(to, from));
        if (rel !== undefined) expect(Path.tryResolve(from, rel)).toBe(to);
      }
    }
  });
});
