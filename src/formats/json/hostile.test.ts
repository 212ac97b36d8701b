/** Bytes that mean no good: to every reader of JSON they are a value or a `FormatError`. */
import { Snapshot as NpmSnapshot } from "@moq/json";
import { Deflate, Inflate, Z_SYNC_FLUSH } from "pako";
import { describe, expect, it } from "vitest";
import {
  evolve,
  type Fuzzed,
  fuzz,
  generate,
  INPUTS,
  PLAIN_KEYS,
  Random,
  WILD_KEYS,
} from "../testing/index.ts";
import { Deflater, Inflater } from "./deflate.ts";
import { type Json, MAX_BYTES, MAX_DEPTH, merge, Snapshot, Stream, Window } from "./index.ts";
import { parseJson } from "./value.ts";

const MODES = [{ compression: false }, { compression: true }];

const bytes = (text: string) => new TextEncoder().encode(text);

/** JSON that is no frame of anything, which mutations of right frames hardly ever are. */
const STRAYS = ["null", "0", '""', "[]", "{}", '{"records":null}', '{"push":null}', '{"pop":null}'].map(
  bytes,
);

const refusal = (reason: string) => expect.objectContaining({ name: "FormatError", reason });

/** Of mutated inputs some are still right and most are not: a test that sees only one kind tests nothing. */
function expectBoth({ accepted, refused }: Fuzzed, ...reasons: string[]): void {
  const total = [...refused.values()].reduce((sum, count) => sum + count, accepted);
  expect(total).toBe(INPUTS);
  expect(accepted).toBeGreaterThan(INPUTS / 500);
  for (const reason of reasons) expect([...refused.keys()]).toContain(reason);
}

describe.each(MODES)("mutated input, with %j", (mode) => {
  it("to a snapshot's decoder, as first frame and as delta", { timeout: 60_000 }, () => {
    const random = new Random(11);
    let value: Json = {};
    const encoder = new Snapshot.Encoder({ ...mode, deltaRatio: 100 });
    const frames = Array.from({ length: 100 }, () => {
      value = evolve(random, value, WILD_KEYS);
      const frame = encoder.update(value);
      frame?.commit();
      return frame;
    }).flatMap((frame) => frame ?? []);
    const first = frames[0]?.payload ?? new Uint8Array();
    let count = 0;
    const fuzzed = fuzz(
      11,
      frames.map(({ payload }) => payload),
      (payload) => {
        const decoder = new Snapshot.Decoder(mode);
        if (count++ % 2) decoder.snapshot(payload);
        else {
          decoder.snapshot(first);
          decoder.delta(payload);
        }
        decoder.decode();
      },
    );
    expectBoth(fuzzed, "malformed");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("to a stream's decoder", { timeout: 60_000 }, () => {
    const random = new Random(12);
    const records = Array.from({ length: 100 }, () => {
      const encoder = new Stream.Encoder(mode);
      return encoder.encode(generate(random, 4, WILD_KEYS)).payload;
    });
    const fuzzed = fuzz(12, records, (payload) => new Stream.Decoder(mode).decode(payload));
    expectBoth(fuzzed, "malformed");
  });

  it("to a window's decoder, as header and as op", { timeout: 60_000 }, () => {
    const random = new Random(13);
    const encoder = new Window.Encoder({ ...mode, opRatio: 2 });
    const frames = Array.from({ length: 200 }, () => {
      const frame = random.chance(0.7) ? encoder.push(generate(random, 2, PLAIN_KEYS)) : encoder.pop(1);
      frame?.commit();
      return frame?.payload;
    }).flatMap((payload) => payload ?? []);
    const first = frames[0] ?? new Uint8Array();
    let count = 0;
    const strays = STRAYS.map((stray) => (mode.compression ? new Deflater().frame(stray) : stray));
    const fuzzed = fuzz(13, [...frames, ...strays], (payload) => {
      const decoder = new Window.Decoder(mode);
      const group = decoder.group();
      if (count++ % 2) group.decode(first);
      group.decode(payload);
      let events = 0;
      while (decoder.next()) events++;
      // At most a pop, a skip and the records of each frame.
      expect(events).toBeLessThan(2 * payload.length + first.length + 10);
    });
    expectBoth(fuzzed, "malformed");
  });
});

describe("mutated input to merge", () => {
  it("gives a value that can be written and read", { timeout: 60_000 }, () => {
    const random = new Random(14);
    const values = Array.from({ length: 200 }, () => bytes(JSON.stringify(generate(random, 5, WILD_KEYS))));
    const fuzzed = fuzz(14, values, (payload) => {
      const patch = parseJson(payload);
      const target = parseJson(random.pick(values));
      parseJson(bytes(JSON.stringify(merge(target, patch))));
    });
    expectBoth(fuzzed, "malformed");
  });
});

describe("a frame that is too much", () => {
  it.each(MODES)("nested 10,000 deep is refused as snapshot, delta, record and header, with %j", (mode) => {
    const wrap = (text: string) => {
      const writer = new Deflater();
      return mode.compression ? writer.frame(bytes(text)) : bytes(text);
    };
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      const deep = wrap(`${open.repeat(10_000)}0${close.repeat(10_000)}`);
      expect(() => new Snapshot.Decoder(mode).snapshot(deep)).toThrow(refusal("too-deep"));
      expect(() => new Stream.Decoder(mode).decode(deep)).toThrow(refusal("too-deep"));
      expect(() => new Window.Decoder(mode).group().decode(deep)).toThrow(refusal("too-deep"));
    }
    const patch = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    const decoder = new Snapshot.Decoder();
    decoder.snapshot(bytes("{}"));
    expect(() => decoder.delta(bytes(patch))).toThrow(refusal("too-deep"));
  });

  it("is as deep as it may be, and no deeper, also where brackets stand in strings", () => {
    const deep = (depth: number) => bytes(`${"[".repeat(depth)}"[[\\"[["${"]".repeat(depth)}`);
    expect(() => parseJson(deep(MAX_DEPTH))).not.toThrow();
    expect(() => parseJson(deep(MAX_DEPTH + 1))).toThrow(refusal("too-deep"));
    expect(() =>
      new Stream.Encoder().encode(JSON.parse(new TextDecoder().decode(deep(MAX_DEPTH + 1)))),
    ).toThrow(refusal("too-deep"));
  });

  it("has as many bytes as it may have, and no more", () => {
    const text = (size: number) => bytes(`"${"x".repeat(size - 2)}"`);
    expect(() => new Stream.Decoder().decode(text(MAX_BYTES))).not.toThrow();
    expect(() => new Stream.Decoder().decode(text(MAX_BYTES + 1))).toThrow(refusal("too-large"));
    expect(() => new Stream.Decoder({ maxBytes: 10 }).decode(text(11))).toThrow(refusal("too-large"));
    expect(() => new Stream.Encoder({ maxBytes: 10 }).encode("123456789")).toThrow(refusal("too-large"));
  });

  it("inflates to no more than it may, and no work is done for the rest", () => {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    const deflate = new Deflate({ raw: true });
    const chunks: Uint8Array[] = [];
    deflate.onData = (chunk: Uint8Array) => {
      chunks.push(chunk);
    };
    deflate.push(zeros, Z_SYNC_FLUSH);
    const bomb = Buffer.concat(chunks);
    expect(bomb.length).toBeLessThan(100_000);
    const tookMs = (work: () => void) => {
      const startMs = performance.now();
      work();
      return performance.now() - startMs;
    };
    const wholeMs = tookMs(() => new Inflate({ raw: true }).push(bomb));
    // Many times over: what one costs must be what it may have, not what it says.
    const before = process.memoryUsage().arrayBuffers;
    const all = new Uint8Array(bomb.length * 30);
    for (let i = 0; i < 30; i++) all.set(bomb, i * bomb.length);
    const inflater = new Inflater(1024 * 1024);
    const refusedMs = tookMs(() => expect(() => inflater.frame(all)).toThrow(refusal("too-large")));
    expect(refusedMs).toBeLessThan(wholeMs);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
    expect(() => inflater.frame(new Deflater().frame(bytes("1")))).toThrow(refusal("out-of-order"));
    expect(() => new Snapshot.Decoder({ compression: true }).snapshot(bomb)).toThrow(refusal("too-large"));
  });

  it("is not made by many deltas that each add a little", () => {
    const decoder = new Snapshot.Decoder({ maxBytes: 64 * 1024 });
    decoder.snapshot(bytes("{}"));
    const grow = () => {
      for (let i = 0; i < 1_000; i++) decoder.delta(bytes(JSON.stringify({ [`k${i}`]: "x".repeat(1_000) })));
    };
    expect(grow).toThrow(refusal("too-large"));
    // Many that change the same are no matter.
    decoder.snapshot(bytes("{}"));
    for (let i = 0; i < 1_000; i++) decoder.delta(bytes(JSON.stringify({ k: `${i}${"x".repeat(1_000)}` })));
    expect(Object.keys(decoder.value as object)).toEqual(["k"]);
  });
});

describe("a frame of DEFLATE", () => {
  it.each<[string, number[], string]>([
    ["that is nothing", [], "malformed"],
    ["of a kind that there is not", [0x07], "malformed"],
    ["that ends within a block", [0x4b], "malformed"],
    ["that refers to what was not there", [0x63, 0x04, 0x92], "malformed"],
  ])("%s is refused", (_, payload, reason) => {
    const decoder = new Snapshot.Decoder({ compression: true });
    expect(() => decoder.snapshot(new Uint8Array(payload))).toThrow(refusal(reason));
  });

  it("that is the last is read, and none behind it", () => {
    const deflate = new Deflate({ raw: true });
    deflate.push(bytes("1"), true);
    const decoder = new Stream.Decoder({ compression: true });
    expect(decoder.decode(deflate.result as Uint8Array)).toBe(1);
    expect(() => decoder.decode(bytes("1"))).toThrow(refusal("out-of-order"));
  });

  it("is not read on behind one that is missing, or it is told apart", () => {
    const encoder = new NpmSnapshot.Encoder<Json>({ compression: true });
    const frames: Json[] = [
      { a: "some text that comes again" },
      { a: "some text that comes again", b: "some text that comes" },
    ];
    const [first, second] = frames.map((value) => {
      const frame = encoder.update(value);
      frame?.commit();
      return frame?.payload ?? new Uint8Array();
    });
    const decoder = new Snapshot.Decoder({ compression: true });
    expect(() => decoder.snapshot(second as Uint8Array)).toThrow(refusal("malformed"));
    decoder.snapshot(first as Uint8Array);
    decoder.delta(second as Uint8Array);
    expect(decoder.value).toEqual(frames[1]);
  });
});

describe("text", () => {
  it.each([
    [[]],
    [[0x22, 0xff, 0x22]],
    [[0x22, 0xed, 0xa0, 0x80, 0x22]],
    [[0x31, 0x32, 0x20, 0x33]],
    [[0x5d, 0x5d]],
    [[0x4e, 0x61, 0x4e]],
  ])("of the bytes %j is refused", (payload) => {
    expect(() => parseJson(new Uint8Array(payload))).toThrow(refusal("malformed"));
  });
});
