import { expect, test } from "vitest";
import { findNames } from "./game-search.ts";

const NAMES = ["Käse", "kase", "STRASSE", "Straße 9", "too many paws", "日本", "<b>"];

test("an empty query finds every name", () => {
  expect(findNames(NAMES, "")).toBe(NAMES);
  expect(findNames(NAMES, "  ")).toBe(NAMES);
});

test("neither case nor accents matter, and words may be in any order", () => {
  expect(findNames(NAMES, "KASE")).toEqual(["Käse", "kase"]);
  expect(findNames(NAMES, "kä")).toEqual(["Käse", "kase"]);
  expect(findNames(NAMES, "straße")).toEqual(["STRASSE", "Straße 9"]);
  expect(findNames(NAMES, "paws many")).toEqual(["too many paws"]);
  expect(findNames(NAMES, "本")).toEqual(["日本"]);
});

test("a query is text, and no pattern", () => {
  expect(findNames(NAMES, ".*")).toEqual([]);
  expect(findNames(NAMES, "<B>")).toEqual(["<b>"]);
});
