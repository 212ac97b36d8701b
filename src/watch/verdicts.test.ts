import { expect, test } from "vitest";
import { Verdicts } from "./verdicts.ts";

test("a rendition that failed is worth another try after ever longer, to two minutes", () => {
  const verdicts = new Verdicts();
  const waits = Array.from({ length: 9 }, () => {
    const waitMs = verdicts.failed("a");
    expect(verdicts.get("a")).toBe("failed");
    verdicts.forgive("a");
    expect(verdicts.get("a")).toBeUndefined();
    expect(verdicts.has("a")).toBe(true);
    return waitMs;
  });
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000, 120_000]);
  expect(verdicts.failed("b")).toBe(2_000);
});

test("a codec that nobody has is not forgiven", () => {
  const verdicts = new Verdicts();
  verdicts.set("a", "codec");
  verdicts.forgive("a");
  expect(verdicts.get("a")).toBe("codec");
  verdicts.forgive("never heard of");
  expect(verdicts.has("never heard of")).toBe(false);
});

test("ever new renditions do not fill the memory", () => {
  const verdicts = new Verdicts();
  for (let i = 0; i < 10_000; i++) verdicts.set(`rendition ${i}`, undefined);
  const kept = Array.from({ length: 10_000 }, (_, i) => verdicts.has(`rendition ${i}`)).filter(Boolean);
  expect(kept.length).toBeLessThanOrEqual(512);
  expect(verdicts.has("rendition 9999")).toBe(true);
});
