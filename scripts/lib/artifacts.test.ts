import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const scratch = mkdtempSync(join(tmpdir(), "artifacts-"));
const key = (n: number) => String(n).padStart(24, "0");
let artifacts: typeof import("./artifacts.mjs");

beforeAll(async () => {
  vi.stubEnv("MOQ_ARCADE_CACHE", scratch);
  vi.resetModules();
  artifacts = await import("./artifacts.mjs");
});
afterAll(() => vi.unstubAllEnvs());

const made = (name: string, n: number, content = "x") =>
  artifacts.makeArtifact(name, key(n), async (into) => writeFileSync(join(into, "file"), content));

test("an artifact is found by its key once it is whole", async () => {
  expect(artifacts.findArtifact("one", key(1))).toBeUndefined();
  const path = await made("one", 1, "content");
  expect(artifacts.findArtifact("one", key(1))).toBe(path);
  expect(readFileSync(join(path, "file"), "utf8")).toBe("content");
});

test("a build that fails leaves nothing", async () => {
  const failing = artifacts.makeArtifact("two", key(1), async (into) => {
    writeFileSync(join(into, "file"), "half");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(artifacts.findArtifact("two", key(1))).toBeUndefined();
  expect(readdirSync(join(scratch, "artifacts")).filter((entry) => entry.startsWith("."))).toEqual([]);
});

test("the least recently used go first, and other things stay", async () => {
  const other = await made("three-more", 1);
  for (let n = 1; n <= 7; n++) {
    const path = await made("three", n);
    utimesSync(path, n, n);
  }
  await made("three", 8);
  const left = [1, 2, 3, 4, 5, 6, 7, 8].filter((n) => artifacts.findArtifact("three", key(n)));
  expect(left).toEqual([3, 4, 5, 6, 7, 8]);
  expect(existsSync(other)).toBe(true);
});

test("placed files count as placed until one is edited or the key is another", async () => {
  const path = await made("four", 1, "content");
  const into = join(scratch, "checkout", "four");
  expect(artifacts.isPlaced(into, key(1))).toBe(false);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "file"), "old");
  artifacts.place(path, into, key(1));
  expect(readFileSync(join(into, "file"), "utf8")).toBe("content");
  expect(artifacts.isPlaced(into, key(1))).toBe(true);
  expect(artifacts.isPlaced(into, key(2))).toBe(false);
  writeFileSync(join(into, "file"), "edited");
  expect(artifacts.isPlaced(into, key(1))).toBe(false);
});
