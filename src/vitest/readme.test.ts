import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the README shows a test that is run, word for word", () => {
  const [, shown] =
    /## A recorded game is a test\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(text("README.md")) ?? [];
  expect(shown).toBe(text("emulator/games/too-many-paws/too-many-paws.test.ts"));
});
