import { Window as Npm } from "@moq/json";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { generate, Random, WILD_KEYS } from "../../testing/index.ts";
import type { Json } from "../value.ts";
import "../deflate.ts";
import { Decoder, Encoder, type Event, type Group } from "./index.ts";

const MODES = [
  { compression: false },
  { compression: true },
  { compression: false, opRatio: 0 },
  { compression: true, opRatio: 1 },
];

type Edit = { push: Json } | { pop: number };

/** Windows that grow and shrink around a few dozen records. */
function edits(seed: number): Edit[] {
  const random = new Random(seed);
  return Array.from({ length: 400 }, () =>
    random.chance(0.6) ? { push: generate(random, 2, WILD_KEYS) } : { pop: random.below(4) },
  );
}

interface Writer {
  push(value: Json): { payload: Uint8Array; keyframe: boolean; commit(): void };
  pop(count: number): { payload: Uint8Array; keyframe: boolean; commit(): void } | undefined;
}

const apply = (writer: Writer, edit: Edit) =>
  "push" in edit ? writer.push(edit.push) : writer.pop(edit.pop);

/** Reads frames, some groups left out, others left early. */
class Reader {
  readonly events: unknown[] = [];
  #decoder: { group(): Group; next(): unknown };
  #group: Group | undefined;

  constructor(decoder: { group(): Group; next(): unknown }) {
    this.#decoder = decoder;
  }

  take(frame: { payload: Uint8Array; keyframe: boolean }): void {
    if (frame.keyframe) this.#group = this.#decoder.group();
    this.#group?.decode(frame.payload);
    for (let event = this.#decoder.next(); event; event = this.#decoder.next()) this.events.push(event);
  }

  leave(): void {
    this.#group = undefined;
  }
}

describe.each(MODES)("a window, with %j", (mode) => {
  it("has the bytes of npm's @moq/json", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const [ours, theirs] = [new Encoder(mode), new Npm.Encoder<Json>(mode)];
      for (const edit of edits(seed)) {
        const [a, b] = [apply(ours, edit), apply(theirs, edit)];
        a?.commit();
        b?.commit();
        expect(a?.keyframe).toBe(b?.keyframe);
        expect(a && [...a.payload]).toEqual(b && [...b.payload]);
        expect([ours.offset, ours.end]).toEqual([theirs.offset, theirs.end]);
      }
      expect(ours.window).toEqual(theirs.window);
    }
  });

  it("gives the events that npm's @moq/json gives, also where groups were missed", () => {
    let events = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const random = new Random(seed);
      const encoder = new Npm.Encoder<Json>(mode);
      const [ours, theirs] = [new Reader(new Decoder(mode)), new Reader(new Npm.Decoder<Json>(mode))];
      let isMissing = false;
      for (const edit of edits(seed)) {
        const frame = apply(encoder, edit);
        frame?.commit();
        if (!frame) continue;
        if (frame.keyframe) isMissing = random.chance(0.3);
        else if (random.chance(0.01)) isMissing = true;
        for (const reader of [ours, theirs]) {
          if (isMissing) reader.leave();
          else reader.take(frame);
        }
      }
      expect(ours.events).toEqual(theirs.events);
      events += ours.events.length;
    }
    expect(events).toBeGreaterThan(200);
  });

  it("leaves a reader with the records that the writer keeps", () => {
    const encoder = new Encoder(mode);
    const decoder = new Decoder(mode);
    const reader = new Reader(decoder);
    const kept = new Map<number, Json>();
    for (const edit of edits(9)) {
      const frame = apply(encoder, edit);
      frame?.commit();
      if (!frame) continue;
      reader.take(frame);
      for (const event of reader.events.splice(0) as Event<Json>[]) {
        if ("push" in event) kept.set(event.push.index, event.push.value);
        else if ("pop" in event) for (let i = event.pop.start; i < event.pop.end; i++) kept.delete(i);
      }
      expect(decoder.offset).toBe(encoder.offset);
      expect([...kept.values()]).toEqual(encoder.window);
    }
  });
});

describe("a window", () => {
  const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
  const drain = (decoder: Decoder<Json>) => {
    const events: Event<Json>[] = [];
    for (let event = decoder.next(); event; event = decoder.next()) events.push(event);
    return events;
  };

  it("is as before where an edit was never written, and then begins a group", () => {
    const encoder = new Encoder<number>();
    encoder.push(1).commit();
    encoder.push(2);
    encoder.pop(1);
    expect([encoder.window, encoder.offset, encoder.end]).toEqual([[1], 0, 1]);
    const frame = encoder.push(3);
    expect(frame.keyframe).toBe(true);
    frame.commit();
    frame.commit();
    expect(encoder.window).toEqual([1, 3]);
  });

  it("pops no more than there is, and nothing of nothing", () => {
    const encoder = new Encoder<number>();
    expect(encoder.pop(3)).toBeUndefined();
    encoder.push(1).commit();
    expect(encoder.pop(0)).toBeUndefined();
    encoder.pop(3)?.commit();
    expect([encoder.offset, encoder.end]).toEqual([1, 1]);
    for (const count of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => encoder.pop(count)).toThrow(expect.objectContaining({ reason: "unrepresentable" }));
  });

  it("may be told from a later record on, as the native library does where a window is large", () => {
    const decoder = new Decoder();
    decoder.group().decode(bytes({ offset: 4, start: 6, records: ["g", "h"] }));
    expect(drain(decoder)).toEqual([
      { skip: { start: 4, end: 6 } },
      { push: { index: 6, value: "g" } },
      { push: { index: 7, value: "h" } },
    ]);
    decoder.group().decode(bytes({ offset: 5, start: 7, records: ["h", "i"] }));
    expect(drain(decoder)).toEqual([{ pop: { start: 4, end: 5 } }, { push: { index: 8, value: "i" } }]);
  });

  it.each<[string, unknown[]]>([
    ["a header that is none", [[1]]],
    ["a header without records", [{ offset: 0 }]],
    ["an offset below 0", [{ offset: -1, records: [] }]],
    ["an offset that is not whole", [{ offset: 0.5, records: [] }]],
    ["indices above 2^53 - 1", [{ offset: 2 ** 53 - 1, records: [1] }]],
    ["a record that would be above", [{ offset: 2 ** 53 - 1, records: [] }, { push: 1 }]],
    ["a start before the offset", [{ offset: 2, start: 1, records: [] }]],
    ["an op of nothing", [{ offset: 0, records: [] }, {}]],
    [
      "two ops in one",
      [
        { offset: 0, records: [1] },
        { push: 1, pop: 1 },
      ],
    ],
    ["an op that is not known", [{ offset: 0, records: [] }, { shove: 1 }]],
    ["a pop of more than there is", [{ offset: 0, records: [1] }, { pop: 2 }]],
    ["a pop of less than nothing", [{ offset: 0, records: [1] }, { pop: -1 }]],
  ])("refuses %s, and the rest of the group", (_, frames) => {
    const decoder = new Decoder();
    const group = decoder.group();
    for (const frame of frames.slice(0, -1)) group.decode(bytes(frame));
    expect(() => group.decode(bytes(frames.at(-1)))).toThrow(
      expect.objectContaining({ reason: "malformed" }),
    );
    expect(() => group.decode(bytes({ push: 1 }))).toThrow(
      expect.objectContaining({ reason: "out-of-order" }),
    );
  });

  it("does not go back", () => {
    const decoder = new Decoder();
    decoder.group().decode(bytes({ offset: 5, records: [1, 2] }));
    for (const header of [
      { offset: 4, records: [1, 2, 3] },
      { offset: 5, records: [1] },
    ])
      expect(() => decoder.group().decode(bytes(header))).toThrow(
        expect.objectContaining({ reason: "malformed" }),
      );
  });

  it("ends a group when the next begins", () => {
    const decoder = new Decoder();
    const first = decoder.group();
    first.decode(bytes({ offset: 0, records: [] }));
    decoder.group();
    expect(() => first.decode(bytes({ push: 1 }))).toThrow(
      expect.objectContaining({ reason: "out-of-order" }),
    );
  });

  it("gives a million records one by one without going through them each time", () => {
    const decoder = new Decoder({ maxBytes: 16 * 1024 * 1024 });
    decoder.group().decode(bytes({ offset: 0, records: Array(1_000_000).fill(0) }));
    let count = 0;
    while (decoder.next()) count++;
    expect(count).toBe(1_000_000);
  });

  it("passes over a record that the schema refuses, once it has told of it", () => {
    const decoder = new Decoder<number>({ schema: z.number() });
    decoder.group().decode(bytes({ offset: 0, records: [1, "two", 3] }));
    expect(decoder.next()).toEqual({ push: { index: 0, value: 1 } });
    expect(() => decoder.next()).toThrow(expect.objectContaining({ reason: "schema" }));
    expect(decoder.next()).toEqual({ push: { index: 2, value: 3 } });
  });

  it("that readers would refuse is not written", () => {
    const encoder = new Encoder<string>({ maxBytes: 100 });
    encoder.push("x".repeat(50)).commit();
    expect(() => encoder.push("y".repeat(99))).toThrow(expect.objectContaining({ reason: "too-large" }));
    expect(encoder.window).toHaveLength(1);
  });
});
