import { expect, test } from "vitest";
import { makeShadowSheet } from "./shadow-sheet.ts";

test("measures by the root's letters become pixels, and nothing else does", () => {
  const sheet = makeShadowSheet(
    ".a-1rem { margin: -0.5rem .25rem 2rem; width: 1rem } @container (min-width: 40rem) { p { top: 1rem } }",
  );
  const text = [...sheet.cssRules].map((rule) => rule.cssText).join(" ");
  expect(text).toContain(".a-1rem");
  for (const measure of ["-8px 4px 32px", "16px", "640px"]) expect(text).toContain(measure);
});
