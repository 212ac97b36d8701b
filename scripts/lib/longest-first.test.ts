import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LONG, rankOf } from "./longest-first.ts";
import { root } from "./paths.mjs";

test("the files that are known to take long come first, and are there", () => {
  for (const [at, path] of LONG.entries()) {
    expect(rankOf(join(root, path))).toBe(at);
    expect(existsSync(join(root, path)), path).toBe(true);
  }
  expect(rankOf(join(root, "src/net/path.test.ts"))).toBe(LONG.length);
});
