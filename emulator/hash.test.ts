import { createHash } from "node:crypto";
import { expect, test } from "vitest";

import { contentHash, xxh32 } from "./hash.ts";
import { sha256, toHex } from "./sha256.ts";
import { generator } from "./testing/rom.ts";

const text = (value: string) => new TextEncoder().encode(value);

test("xxh32 gives the published values", () => {
  expect(xxh32(text(""))).toBe(0x02cc5d05);
  expect(xxh32(text("a"))).toBe(0x550d7456);
  expect(xxh32(text("abc"))).toBe(0x32d153ff);
  expect(xxh32(text("Nobody inspects the spammish repetition"))).toBe(0xe2293b2f);
  expect(xxh32(text(""), 1)).toBe(0x0b2cb792);
});

test("a hash depends on the bytes and not on where they lie", () => {
  const bytes = Uint8Array.from({ length: 1_001 }, (_, at) => at * 7);
  const shifted = new Uint8Array(1_004);
  shifted.set(bytes, 3);
  expect(xxh32(shifted.subarray(3))).toBe(xxh32(bytes));
});

test("one changed bit anywhere changes the content hash", () => {
  const bytes = new Uint8Array(259);
  const hashes = new Set([contentHash(bytes)]);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = bytes.slice();
    changed[bit >> 3] = 1 << (bit & 7);
    hashes.add(contentHash(changed));
  }
  expect(hashes.size).toBe(bytes.length * 8 + 1);
  expect(contentHash(bytes)).toMatch(/^[0-9a-f]{16}$/);
});

test("sha256 agrees with the platform at every length around a block", () => {
  const random = generator(1);
  for (let length = 0; length < 200; length += 1) {
    const bytes = Uint8Array.from({ length }, random);
    expect(toHex(sha256(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});
