import { Varint as Theirs } from "@moq/net";
import { describe, expect, it } from "vitest";
import { Varint } from "./index.ts";

/** Every boundary of both forms and its neighbours, and values between. */
const VALUES: bigint[] = [];
for (let bit = 0n; bit <= 64n; bit++) {
  for (const offset of [-1n, 0n, 1n]) VALUES.push((1n << bit) + offset);
  // Any pattern will do, so long as each byte differs from the others.
  VALUES.push(0x0123456789abcdefn & ((1n << bit) - 1n));
}

/** What a call gives, or that it throws. */
function outcome<T>(call: () => T): T | "throws" {
  try {
    return call();
  } catch {
    return "throws";
  }
}

describe("both forms of variable-length integers", () => {
  it("are written as npm's are, and refused where npm's are", () => {
    for (const value of [...VALUES, -1n]) {
      expect(outcome(() => Varint.encode(value))).toEqual(outcome(() => Theirs.encode(value)));
      expect(outcome(() => Varint.encodeLeadingOnes(value))).toEqual(
        outcome(() => Theirs.encodeLeadingOnes(value)),
      );
      expect(outcome(() => Varint.sizeLeadingOnes(value))).toBe(outcome(() => Theirs.sizeLeadingOnes(value)));
      expect(outcome(() => Varint.size(Number(value)))).toBe(outcome(() => Theirs.size(Number(value))));
    }
  });

  it("are read back with what follows, also from the middle of a buffer", () => {
    for (const value of VALUES) {
      for (const [encode, decode] of [
        [Varint.encode, Varint.decodeBigInt],
        [Varint.encodeLeadingOnes, Varint.decodeLeadingOnes],
      ] as const) {
        const bytes = outcome(() => encode(value));
        if (bytes === "throws") continue;
        const buffer = new Uint8Array([9, ...bytes, 7, 8]).subarray(1);
        const [read, rest] = decode(buffer);
        expect(read).toBe(value);
        expect([...rest]).toEqual([7, 8]);
        expect(rest.buffer).toBe(buffer.buffer);
      }
    }
  });

  it("are read as npm's are, whatever the first byte and however short", () => {
    for (let byte = 0; byte < 256; byte++) {
      for (let length = 0; length <= 10; length++) {
        const buffer = new Uint8Array([byte, 1, 2, 3, 4, 5, 6, 7, 8, 9]).subarray(0, length);
        for (const name of ["decode", "decodeBigInt", "decodeLeadingOnes"] as const)
          expect(outcome(() => Varint[name](buffer))).toEqual(outcome(() => Theirs[name](buffer)));
      }
    }
  });

  it("are written where they are told to be", () => {
    const scratch = new ArrayBuffer(16);
    for (const value of [5, 300, 70_000, 2 ** 40]) {
      for (const name of ["encodeTo", "encodeLeadingOnesTo"] as const) {
        const written = Varint[name](scratch, value);
        expect(written.buffer).toBe(scratch);
        expect(written).toEqual(Theirs[name](new ArrayBuffer(16), value));
      }
    }
  });
});
