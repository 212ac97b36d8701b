import { Snapshot as Npm } from "@moq/json";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { FormatError } from "../../error.ts";
import { evolve, generate, PLAIN_KEYS, Random, WILD_KEYS } from "../../testing/index.ts";
import { equal, type Json } from "../value.ts";
import "../deflate.ts";
import { Decoder, Encoder } from "./index.ts";

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed + 1);
const MODES = [{ compression: false }, { compression: true }];

function states(seed: number, keys: readonly string[], count = 150): Json[] {
  const random = new Random(seed);
  let value = generate(random, 3, keys);
  return Array.from({ length: count }, () => {
    value = evolve(random, value, keys);
    return value;
  });
}

/** As JSON has it. */
const normal = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

function take(
  decoder: { snapshot(p: Uint8Array): void; delta(p: Uint8Array): void },
  frame: {
    payload: Uint8Array;
    keyframe: boolean;
  },
): void {
  if (frame.keyframe) decoder.snapshot(frame.payload);
  else decoder.delta(frame.payload);
}

describe.each(MODES)("snapshots, with %j", (mode) => {
  it("have the bytes of npm's @moq/json, but where its own are read as another value", () => {
    let [same, lossy] = [0, 0];
    for (const seed of SEEDS) {
      const [ours, theirs] = [new Encoder(mode), new Npm.Encoder<Json>(mode)];
      const reader = new Npm.Decoder<Json>(mode);
      for (const state of states(seed, PLAIN_KEYS)) {
        const [a, b] = [ours.update(state), theirs.update(state)];
        a?.commit();
        b?.commit();
        if (b) take(reader, b);
        if (a?.keyframe !== b?.keyframe) {
          // It writes a null within a new member, and readers take it for a removal.
          expect(equal(reader.value as Json, normal(state))).toBe(false);
          lossy++;
          ours.reset();
          theirs.reset();
          continue;
        }
        expect(a && [...a.payload]).toEqual(b && [...b.payload]);
        same++;
      }
    }
    expect(same).toBeGreaterThan(lossy * 5);
  });

  it("are read by npm's @moq/json to the same values", () => {
    for (const seed of SEEDS) {
      const encoder = new Encoder(mode);
      const decoder = new Npm.Decoder<Json>(mode);
      for (const state of states(seed, WILD_KEYS)) {
        const frame = encoder.update(state);
        frame?.commit();
        if (frame) take(decoder, frame);
        expect(equal(decoder.value as Json, normal(state)), JSON.stringify(state)).toBe(true);
      }
    }
  });

  it("of npm's @moq/json are read to the same values", () => {
    for (const seed of SEEDS) {
      const encoder = new Npm.Encoder<Json>(mode);
      // Their reader is the measure, since their writer loses nulls.
      const [ours, theirs] = [new Decoder(mode), new Npm.Decoder<Json>(mode)];
      for (const state of states(seed, PLAIN_KEYS)) {
        const frame = encoder.update(state);
        frame?.commit();
        if (!frame) continue;
        take(ours, frame);
        take(theirs, frame);
        expect(equal(ours.value as Json, theirs.value as Json)).toBe(true);
      }
    }
  });

  it("begin a group after 256 frames", () => {
    const encoder = new Encoder({ ...mode, deltaRatio: 1e9 });
    const keyframes: number[] = [];
    for (let i = 0; i < 600; i++) {
      const frame = encoder.update({ i });
      frame?.commit();
      if (frame?.keyframe) keyframes.push(i);
    }
    expect(keyframes).toEqual([0, 256, 512]);
  });

  it("come again once the deltas have grown beyond the ratio, and at once with none", () => {
    for (const deltaRatio of [0, 1, 3]) {
      const [ours, theirs] = [new Encoder({ ...mode, deltaRatio }), new Npm.Encoder({ ...mode, deltaRatio })];
      const kinds = Array.from({ length: 50 }, (_, i) => {
        const frames = [ours.update({ i, n: "x".repeat(i) }), theirs.update({ i, n: "x".repeat(i) })];
        for (const frame of frames) frame?.commit();
        return frames.map((frame) => frame?.keyframe);
      });
      expect(kinds.map(([a]) => a)).toEqual(kinds.map(([, b]) => b));
      if (deltaRatio === 0) expect(kinds.every(([a]) => a)).toBe(true);
      else expect(kinds.filter(([a]) => a).length).toBeLessThan(40);
    }
  });

  it("come again where a frame was not written", () => {
    const encoder = new Encoder(mode);
    const decoder = new Decoder(mode);
    const first = encoder.update({ a: 1 });
    first?.commit();
    if (first) take(decoder, first);
    encoder.update({ a: 2 });
    const third = encoder.update({ a: 2 });
    expect(third?.keyframe).toBe(true);
    if (third) take(decoder, third);
    expect(decoder.value).toEqual({ a: 2 });
    // The commit of a frame that was given up says nothing of the one behind it.
    first?.commit();
    expect(encoder.update({ a: 3 })?.keyframe).toBe(true);
  });
});

describe("snapshots", () => {
  it("are not repeated while nothing changes, until a reset asks for it", () => {
    const encoder = new Encoder<{ a: number; b?: number }>();
    encoder.update({ a: 1 })?.commit();
    expect(encoder.update({ a: 1, b: undefined })).toBeUndefined();
    expect(encoder.value).toEqual({ a: 1 });
    encoder.reset();
    expect(encoder.update({ a: 1 })?.keyframe).toBe(true);
  });

  it("are checked by a schema on both sides: zod's, or a function", () => {
    const schema = z.object({ a: z.number() });
    const encoder = new Encoder<{ a: number }>({ schema });
    expect(() => encoder.update({ a: "1" } as unknown as { a: number })).toThrow(
      expect.objectContaining({ name: "FormatError", reason: "schema" }),
    );
    encoder.update({ a: 1 })?.commit();
    expect(encoder.value).toEqual({ a: 1 });
    const payload = new TextEncoder().encode('{"a":1,"b":2}');
    const stripped = new Decoder({ schema });
    stripped.snapshot(payload);
    expect(stripped.decode()).toEqual({ a: 1 });
    const doubled = new Decoder({ schema: (json: unknown) => (json as { a: number }).a * 2 });
    doubled.snapshot(payload);
    expect(doubled.decode()).toBe(2);
    const refused = new Decoder({
      schema: () => {
        throw new TypeError("no");
      },
    });
    refused.snapshot(payload);
    expect(() => refused.decode()).toThrow(FormatError);
  });

  it("are handed out as copies", () => {
    const decoder = new Decoder<{ a: { b: number } }>();
    decoder.snapshot(new TextEncoder().encode('{"a":{"b":1}}'));
    const value = decoder.decode();
    if (value) value.a.b = 9;
    expect(decoder.decode()).toEqual({ a: { b: 1 } });
  });

  it("of what JSON has no text for are refused, and nothing changes", () => {
    const encoder = new Encoder<unknown>();
    encoder.update(1)?.commit();
    const circle: { self?: unknown } = {};
    circle.self = circle;
    for (const value of [undefined, () => 1, Symbol("s"), 1n, circle, nested(200)])
      expect(() => encoder.update(value)).toThrow(FormatError);
    expect(encoder.value).toBe(1);
  });

  it("are not read from a delta without one, nor behind a frame that was refused", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const decoder = new Decoder();
    expect(decoder.decode()).toBeUndefined();
    expect(() => decoder.delta(bytes("{}"))).toThrow(expect.objectContaining({ reason: "out-of-order" }));
    decoder.snapshot(bytes('{"a":1}'));
    expect(() => decoder.delta(bytes("{"))).toThrow(expect.objectContaining({ reason: "malformed" }));
    expect(() => decoder.delta(bytes('{"b":2}'))).toThrow(
      expect.objectContaining({ reason: "out-of-order" }),
    );
    expect(decoder.value).toEqual({ a: 1 });
    decoder.snapshot(bytes("null"));
    expect(decoder.value).toBeNull();
  });
});

function nested(depth: number): unknown {
  return depth === 0 ? 0 : [nested(depth - 1)];
}
