/** Bytes and catalogs that mean no good: they are a value or a `FormatError`. */
import { describe, expect, it } from "vitest";
import { type Json, Snapshot } from "../json/index.ts";
import { parseJson } from "../json/value.ts";
import { evolve, type Fuzzed, fuzz, INPUTS, Random, WILD_KEYS } from "../testing/index.ts";
import { toBase64 } from "../text.ts";
import { boxesIn, makeBox } from "./container/cmaf/boxes.ts";
import { Cmaf, type Format, formatOf, Legacy, Loc, readCatalog, writeCatalog } from "./index.ts";

const VIDEO = {
  codec: "avc1.42e01e",
  container: { kind: "legacy" },
  description: "0142e01effe1000967420abc",
  codedWidth: 320,
  codedHeight: 288,
} as const;
const AUDIO = { codec: "mp4a.40.2", container: { kind: "legacy" }, description: "1190" } as const;

const VIDEO_INIT = Cmaf.encodeVideoInit(VIDEO);
const INITS = [
  VIDEO_INIT,
  Cmaf.encodeAudioInit({ ...AUDIO, sampleRate: 48_000, numberOfChannels: 2 }),
  Cmaf.encodeAudioInit({
    codec: "opus",
    container: { kind: "legacy" },
    sampleRate: 48_000,
    numberOfChannels: 2,
  }),
];

/** Bytes of fields before the boxes within, by the box that holds them. */
const HOLDERS = new Map([
  ...["moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf"].map((type) => [type, 0] as const),
  ["stsd", 8],
  ["avc1", 78],
  ["mp4a", 28],
  ["Opus", 28],
]);

/** The same boxes, but one of those that hold no others, now and then, is cut or has other bytes. */
function rebox(random: Random, bytes: Uint8Array): Uint8Array {
  const boxes = boxesIn(bytes).map(({ type, body }) => {
    const fields = HOLDERS.get(type);
    if (fields !== undefined)
      return makeBox(type, body.subarray(0, fields), rebox(random, body.subarray(fields)));
    if (random.chance(0.9)) return makeBox(type, body);
    if (random.chance(0.5)) return makeBox(type, body.subarray(0, random.below(body.length + 1)));
    const changed = Uint8Array.from(body);
    for (let i = 0; i < 3 && changed.length > 0; i++)
      changed[random.below(changed.length)] = random.below(256);
    return makeBox(type, changed);
  });
  return Uint8Array.from(boxes.flatMap((box) => [...box]));
}

/** Of mutated inputs some are still right and some are not: a test that sees only one kind tests nothing. */
function expectBoth({ accepted, refused }: Fuzzed, ...reasons: string[]): void {
  const total = [...refused.values()].reduce((sum, count) => sum + count, accepted);
  expect(total).toBe(INPUTS);
  expect(accepted).toBeGreaterThan(INPUTS / 100);
  expect([...refused.keys()]).toEqual(expect.arrayContaining(reasons));
}

/** Decodes, and holds the result to what it may be: views within the payload, at times that are numbers. */
function check(format: Format, payload: Uint8Array): void {
  let size = 0;
  for (const { timestampUs, data, durationUs = 0 } of format.decode(payload)) {
    size += data.byteLength;
    if (data.buffer !== payload.buffer) throw new Error("a copy");
    if (!Number.isSafeInteger(timestampUs) || !Number.isSafeInteger(durationUs)) throw new Error("no time");
    if (data.byteLength === 0) throw new Error("nothing to decode");
  }
  if (size > payload.byteLength * 16_384) throw new Error("more than there is");
}

describe("mutated input", () => {
  const frames = (format: Format, random: Random) =>
    Array.from({ length: 50 }, () =>
      format.encode(random.bytes(random.below(64)), {
        timestampUs: Math.floor(random.next() * 2 ** random.below(50)),
        keyframe: random.chance(0.5),
      }),
    );

  const reboxed = (seed: number, inputs: Uint8Array[]) => {
    const random = new Random(seed);
    return [...inputs, ...Array.from({ length: 500 }, () => rebox(random, random.pick(inputs)))];
  };

  it("to the legacy container", { timeout: 60_000 }, () => {
    expectBoth(
      fuzz(61, frames(Legacy.format, new Random(61)), (payload) => check(Legacy.format, payload)),
      "truncated",
      "too-large",
    );
  });

  it("to LOC", { timeout: 60_000 }, () => {
    const inputs = frames(Loc.format, new Random(62));
    inputs.push(new Uint8Array([9, 0x01, 0x02, 0xaa, 0xbb, 0x07, 0x43, 0xe8, 0x08, 0x05, 1, 2, 3]));
    expectBoth(
      fuzz(62, inputs, (payload) => check(Loc.format, payload)),
      "truncated",
      "too-large",
      "malformed",
    );
  });

  it("to CMAF's fragments", { timeout: 60_000 }, () => {
    const format = formatOf({ kind: "cmaf", init: toBase64(VIDEO_INIT) });
    expectBoth(
      fuzz(63, reboxed(63, frames(format, new Random(63))), (payload) => check(format, payload)),
      "truncated",
      "too-large",
      "malformed",
    );
  });

  it("to CMAF's init segments, and what is then read with them", { timeout: 60_000 }, () => {
    const payload = Cmaf.encodeSegment(
      new Uint8Array(20),
      { timestampUs: 5_000, keyframe: true },
      { timescale: 1_000_000, trackId: 1 },
    );
    expectBoth(
      fuzz(64, reboxed(64, INITS), (bytes) =>
        check(formatOf({ kind: "cmaf", init: toBase64(bytes) }), payload),
      ),
      "truncated",
      "malformed",
    );
  });

  const CATALOG = {
    video: {
      renditions: {
        v: { ...VIDEO, timeline: { track: "t", timescale: 9, wall: 1 } },
        w: { codec: "vp8", container: { kind: "new" } },
      },
      display: { width: 1, height: 2 },
      rotation: 90,
      flip: true,
    },
    audio: { renditions: { a: { ...AUDIO, sampleRate: 48_000, numberOfChannels: 2, broadcast: "../b" } } },
    other: { section: true },
  };

  it("to the catalog, as bytes", { timeout: 60_000 }, () => {
    const text = new TextEncoder().encode(JSON.stringify(CATALOG));
    expectBoth(
      fuzz(65, [text], (bytes) => {
        const decoder = new Snapshot.Decoder({ schema: readCatalog });
        decoder.snapshot(bytes);
        readAgain(decoder.value as Json);
      }),
      "malformed",
    );
  });

  it("to the catalog, as values that change shape", { timeout: 60_000 }, () => {
    const random = new Random(66);
    const keys = [
      ...WILD_KEYS,
      "video",
      "audio",
      "renditions",
      "container",
      "codec",
      "kind",
      "display",
      "track",
    ];
    let told = 0;
    for (let i = 0; i < INPUTS; i++) {
      let json: Json = CATALOG;
      for (let changes = random.below(8); changes > 0; changes--) {
        const next = evolve(random, json, random.chance(0.5) ? Object.keys(json) : keys);
        if (typeof next === "object" && next !== null && !Array.isArray(next)) json = next;
      }
      told += readAgain(json);
    }
    expect(told).toBeGreaterThan(INPUTS / 10);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

/** Reads a catalog, and what it is written as: the same, with nothing left to complain of. */
function readAgain(json: Json): number {
  const { catalog, problems } = readCatalog(json);
  const written = parseJson(new TextEncoder().encode(JSON.stringify(writeCatalog(catalog))));
  expect(readCatalog(written).problems).toEqual([]);
  return problems.length;
}
