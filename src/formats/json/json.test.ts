import { Snapshot } from "@moq/json";
import { describe, expect, it } from "vitest";
import { diff, equal, type Json, merge, SnapshotDecoder, SnapshotEncoder } from "./index.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function generate(next: () => number, depth: number): Json {
  const kind = Math.floor(next() * (depth > 0 ? 7 : 5));
  if (kind === 0) return null;
  if (kind === 1) return next() < 0.5;
  if (kind === 2) return Math.floor(next() * 100);
  if (kind <= 4) return ["", "a", "ü€😀", "__proto__", '"\\'][Math.floor(next() * 5)] as string;
  const size = Math.floor(next() * 4);
  if (kind === 5) return Array.from({ length: size }, () => generate(next, depth - 1));
  const keys = ["a", "b", "constructor", "toString", "long name"];
  return Object.fromEntries(
    Array.from({ length: size }, () => [keys[Math.floor(next() * 5)] as string, generate(next, depth - 1)]),
  );
}

describe("merge patches", () => {
  // The examples of RFC 7396, appendix A.
  it.each<[Json, Json, Json]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j patched with %j is %j", (target, patch, result) => {
    expect(merge(target, patch)).toEqual(result);
  });

  it("turn any value into any other, where there is a patch at all", () => {
    const next = random(1);
    let patched = 0;
    for (let i = 0; i < 5_000; i++) {
      const from = { a: generate(next, 3), b: generate(next, 2) };
      const to = { a: generate(next, 3), c: generate(next, 2) };
      const patch = diff(from, to);
      if (patch === undefined) continue;
      patched++;
      expect(equal(merge(from, patch), to), `${JSON.stringify(from)} to ${JSON.stringify(to)}`).toBe(true);
    }
    expect(patched).toBeGreaterThan(100);
  });

  it("take no key for the prototype", () => {
    const merged = merge({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(merged as object)).toEqual(["__proto__"]);
  });
});

describe("snapshots", () => {
  const states = (seed: number): Json[] => {
    const next = random(seed);
    let value: Json = { buttons: [], latency: {}, stats: { wall_secs: 0 } };
    return Array.from({ length: 60 }, () => {
      const change = generate(next, 2);
      value = next() < 0.9 ? merge(value, { [`k${Math.floor(next() * 5)}`]: change }) : generate(next, 3);
      return value;
    });
  };

  it("are read by npm's @moq/json to the same values", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const encoder = new SnapshotEncoder();
      const decoder = new Snapshot.Decoder();
      for (const state of states(seed)) {
        const frame = encoder.update(state);
        if (!frame) continue;
        if (frame.keyframe) decoder.snapshot(frame.payload);
        else decoder.delta(frame.payload);
        expect(equal(decoder.value as Json, JSON.parse(JSON.stringify(state)))).toBe(true);
      }
    }
  });

  it("of npm's @moq/json are read to the same values", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const encoder = new Snapshot.Encoder();
      // Their decoder is the measure: their encoder loses nulls within objects that it adds.
      const theirs = new Snapshot.Decoder();
      let decoder = new SnapshotDecoder();
      for (const state of states(seed)) {
        const frame = encoder.update(state);
        if (!frame) continue;
        frame.commit();
        if (frame.keyframe) {
          decoder = new SnapshotDecoder();
          theirs.snapshot(frame.payload);
        } else theirs.delta(frame.payload);
        expect(equal(decoder.frame(frame.payload), theirs.value as Json)).toBe(true);
      }
    }
  });

  it("are not repeated while nothing changes, until a restart asks for it", () => {
    const encoder = new SnapshotEncoder();
    expect(encoder.update({ a: 1 })?.keyframe).toBe(true);
    expect(encoder.update({ a: 1 })).toBeUndefined();
    encoder.restart();
    expect(encoder.update({ a: 1 })?.keyframe).toBe(true);
  });

  it("come again once the deltas have grown", () => {
    const encoder = new SnapshotEncoder();
    const keyframes: number[] = [];
    for (let i = 0; i < 600; i++)
      if (encoder.update({ i, padding: "x".repeat(2_000) })?.keyframe) keyframes.push(i);
    expect(keyframes).toEqual([0, 256, 512]);
  });

  it("that are not JSON leave the value as it was", () => {
    const decoder = new SnapshotDecoder();
    const bytes = (text: string) => new TextEncoder().encode(text);
    decoder.frame(bytes('{"a":1}'));
    expect(() => decoder.frame(bytes("{"))).toThrow(SyntaxError);
    expect(() => decoder.frame(new Uint8Array([0xff]))).toThrow(TypeError);
    expect(decoder.frame(bytes('{"b":2}'))).toEqual({ a: 1, b: 2 });
  });
});
