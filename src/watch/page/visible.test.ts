import { describe, expect, it } from "vitest";
import { isVisible, parseVisible } from "./visible.ts";

describe("when a picture is downloaded", () => {
  const here = { near: true, pageShown: true };
  it("is while it is near, in a page that is shown", () => {
    expect(isVisible("20%", here)).toBe(true);
    expect(isVisible("20%", { near: false, pageShown: true })).toBe(false);
    expect(isVisible("20%", { near: true, pageShown: false })).toBe(false);
  });
  it("is always or never, wherever it is", () => {
    expect(isVisible("always", { near: false, pageShown: false })).toBe(true);
    expect(isVisible("never", here)).toBe(false);
  });
  it.each<[string, string | undefined]>([
    ["never", "never"],
    [" always ", "always"],
    ["200px", "200px"],
    ["-10.5%", "-10.5%"],
    ["40", "40px"],
    ["", undefined],
    ["near", undefined],
    ["2em", undefined],
  ])("is read from %j as %j", (text, expected) => {
    expect(parseVisible(text)).toBe(expected);
  });
});
