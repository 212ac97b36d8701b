import { Stream as Npm } from "@moq/json";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { generate, Random, WILD_KEYS } from "../../testing/index.ts";
import { equal, type Json } from "../value.ts";
import "../deflate.ts";
import { Decoder, Encoder } from "./index.ts";

const MODES = [{ compression: false }, { compression: true }];

function records(seed: number): Json[] {
  const random = new Random(seed);
  return Array.from({ length: 200 }, () => generate(random, 3, WILD_KEYS));
}

const normal = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

describe.each(MODES)("a stream, with %j", (mode) => {
  it("has the bytes of npm's @moq/json, and each reads the other's to the same records", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const [ours, theirs] = [new Encoder(mode), new Npm.Encoder<Json>(mode)];
      const [reader, npmReader] = [new Decoder(mode), new Npm.Decoder<Json>(mode)];
      for (const record of records(seed)) {
        const [a, b] = [ours.encode(record), theirs.encode(record)];
        a.commit();
        b.commit();
        expect([...a.payload]).toEqual([...b.payload]);
        expect(equal(npmReader.decode(a.payload), normal(record))).toBe(true);
        expect(equal(reader.decode(b.payload), normal(record))).toBe(true);
      }
    }
  });

  it("begins again with a group after a reset on both sides", () => {
    const encoder = new Encoder(mode);
    const decoder = new Decoder(mode);
    for (let group = 0; group < 3; group++) {
      encoder.reset();
      decoder.reset();
      for (let i = 0; i < 3; i++) {
        const frame = encoder.encode({ group, i });
        frame.commit();
        expect(decoder.decode(frame.payload)).toEqual({ group, i });
      }
    }
  });
});

describe("a stream", () => {
  it("goes on behind a record that was never written, unless it is compressed: then a reset is asked for", () => {
    const plain = new Encoder();
    plain.encode(1);
    expect(new Decoder().decode(plain.encode(2).payload)).toBe(2);
    const compressed = new Encoder({ compression: true });
    compressed.encode(1);
    expect(() => compressed.encode(2)).toThrow(expect.objectContaining({ reason: "out-of-order" }));
    compressed.reset();
    const decoder = new Decoder({ compression: true });
    expect(decoder.decode(compressed.encode(2).payload)).toBe(2);
  });

  it("reads on behind a record that is none, as long as its DEFLATE is whole", () => {
    const decoder = new Decoder();
    expect(() => decoder.decode(new TextEncoder().encode("{"))).toThrow(
      expect.objectContaining({ reason: "malformed" }),
    );
    expect(decoder.isBroken).toBe(false);
    expect(decoder.decode(new TextEncoder().encode("1"))).toBe(1);
    const compressed = new Decoder({ compression: true });
    expect(() => compressed.decode(new Uint8Array([0xff, 0xff]))).toThrow(
      expect.objectContaining({ reason: "malformed" }),
    );
    expect(compressed.isBroken).toBe(true);
    compressed.reset();
    expect(compressed.decode(new Encoder({ compression: true }).encode("a").payload)).toBe("a");
  });

  it("is checked by a schema on both sides", () => {
    const schema = z.object({ n: z.number() });
    const encoder = new Encoder<{ n: number }>({ schema });
    expect(() => encoder.encode({} as { n: number })).toThrow(expect.objectContaining({ reason: "schema" }));
    const decoder = new Decoder({ schema });
    expect(decoder.decode(new TextEncoder().encode('{"n":1,"m":2}'))).toEqual({ n: 1 });
    expect(() => decoder.decode(new TextEncoder().encode("{}"))).toThrow(
      expect.objectContaining({ reason: "schema" }),
    );
  });
});
