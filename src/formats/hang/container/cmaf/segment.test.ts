import { Container } from "@moq/hang";
import { describe, expect, it } from "vitest";
import { Random } from "../../../testing/index.ts";
import { toBase64 } from "../../../text.ts";
import type { VideoRendition } from "../../catalog/index.ts";
import { formatOf } from "../index.ts";
import { makeBox } from "./boxes.ts";
import * as Cmaf from "./index.ts";

const Npm = Container.Cmaf;

const VIDEO: VideoRendition = {
  codec: "avc1.42e01e",
  container: { kind: "legacy" },
  description: "0142e01effe1000967420abc",
  codedWidth: 320,
  codedHeight: 288,
};
const init: Cmaf.Init = Cmaf.decodeInit(Cmaf.encodeVideoInit(VIDEO));
const refusal = (reason: string) => expect.objectContaining({ name: "FormatError", reason });
const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** What npm's reader makes of a payload, in our words. */
const npmFrames = (payload: Uint8Array, of: Cmaf.Init = init) =>
  Npm.decodeDataSegment(payload, {
    ...of,
    defaultSampleDuration: of.defaults.duration,
    defaultSampleSize: of.defaults.size,
    defaultSampleFlags: of.defaults.flags,
  }).map(({ data, timestamp, keyframe, duration }) => ({
    timestampUs: timestamp,
    data,
    keyframe,
    durationUs: duration,
  }));

describe("fragments", () => {
  it("have the bytes of npm's @moq/hang, and are read by both to what was written", () => {
    const random = new Random(41);
    for (let i = 0; i < 500; i++) {
      const data = random.bytes(1 + random.below(300));
      const info = {
        timestampUs: Math.floor(random.next() * 2 ** random.below(53)),
        durationUs: random.below(100_000),
        keyframe: random.chance(0.5),
        sequence: random.below(2 ** 32),
      };
      const payload = Cmaf.encodeSegment(data, info, init);
      const { timestampUs: timestamp, durationUs: duration, keyframe, sequence } = info;
      expect([...payload]).toEqual([
        ...Npm.encodeDataSegment({ data, timestamp, duration, keyframe, sequence }),
      ]);
      const frame = { timestampUs: timestamp, durationUs: duration, keyframe, data };
      expect(Cmaf.decodeSegment(payload, init)).toEqual([frame]);
      expect(npmFrames(payload)).toEqual([frame]);
    }
  });

  it("are written and read in the units of their track", () => {
    for (const timescale of [1, 1000, 48_000, 90_000, 16_777_216]) {
      const of = { ...init, timescale, trackId: 7 };
      const info = { timestampUs: 3_600_000_000, durationUs: 2_000_000, keyframe: true };
      const payload = Cmaf.encodeSegment(new Uint8Array([1]), info, of);
      expect(Cmaf.decodeSegment(payload, of)).toMatchObject([
        { timestampUs: 3_600_000_000, durationUs: 2_000_000 },
      ]);
      expect(npmFrames(payload, of)).toEqual(Cmaf.decodeSegment(payload, of));
    }
  });

  it("take bytes from what can copy itself out, and are what the catalog's container gives", () => {
    const format = formatOf({ kind: "cmaf", init: toBase64(Cmaf.encodeVideoInit(VIDEO)) });
    const chunk = { byteLength: 2, copyTo: (target: Uint8Array) => target.set([7, 8]) };
    const payload = format.encode(chunk, { timestampUs: 5, keyframe: false });
    expect(format.decode(payload)).toEqual([
      { timestampUs: 5, data: new Uint8Array([7, 8]), keyframe: false, durationUs: 0 },
    ]);
  });

  it.each<[string, Parameters<typeof Cmaf.encodeSegment>[1]]>([
    ["a time below 0", { timestampUs: -1, keyframe: true }],
    ["a time that is not whole", { timestampUs: 0.5, keyframe: true }],
    ["a duration beyond 32 bits", { timestampUs: 0, keyframe: true, durationUs: 2 ** 32 }],
    ["a number beyond 32 bits", { timestampUs: 0, keyframe: true, sequence: 2 ** 32 }],
  ])("are not written with %s", (_, info) => {
    expect(() => Cmaf.encodeSegment(new Uint8Array([1]), info, init)).toThrow(refusal("unrepresentable"));
  });
});

/** A fragment by hand, of runs with whatever flags. */
function fragment({
  trackId = 1,
  tfhd = [] as number[],
  tfhdFlags = 0x02_0000,
  time = 1000,
  runs,
  data,
}: {
  trackId?: number;
  tfhd?: number[];
  tfhdFlags?: number;
  time?: number;
  runs: { flags: number; count: number; fields: number[]; version?: number }[];
  data: number[];
}): Uint8Array {
  const words = (...values: number[]) => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    for (const [i, value] of values.entries()) view.setUint32(4 * i, value);
    return new Uint8Array(view.buffer);
  };
  const traf = makeBox(
    "traf",
    makeBox("tfhd", words(tfhdFlags, trackId, ...tfhd)),
    makeBox("tfdt", words(0, time)),
    ...runs.map(({ flags, count, fields, version = 0 }) =>
      makeBox("trun", words(version * 2 ** 24 + flags, count, ...fields)),
    ),
  );
  return concat(makeBox("moof", makeBox("mfhd", words(0, 1)), traf), makeBox("mdat", Uint8Array.from(data)));
}

describe("fragments by others", () => {
  const of = { ...init, timescale: 1000, defaults: { duration: 10, size: 2, flags: 0x0101_0000 } };

  it.each<[string, Parameters<typeof fragment>[0]]>([
    [
      "whose samples have the init segment's defaults",
      { runs: [{ flags: 0, count: 2, fields: [] }], data: [1, 2, 3, 4] },
    ],
    [
      "whose samples have the fragment's defaults",
      { tfhdFlags: 0x38, tfhd: [20, 1, 0], runs: [{ flags: 0, count: 3, fields: [] }], data: [1, 2, 3] },
    ],
    [
      "whose first sample is a keyframe",
      { runs: [{ flags: 0x4, count: 2, fields: [0x0200_0000] }], data: [1, 2, 3, 4] },
    ],
    [
      "whose samples are shown in another order",
      {
        runs: [{ flags: 0xf00, count: 2, version: 1, fields: [10, 1, 0, 20, 10, 3, 0x1_0000, 2 ** 32 - 10] }],
        data: [1, 2, 3, 4],
      },
    ],
  ])("%s are read as npm's @moq/hang reads them", (_, parts) => {
    const payload = fragment(parts);
    const frames = Cmaf.decodeSegment(payload, of);
    expect(frames).toEqual(npmFrames(payload, of));
    expect(frames.length).toBeGreaterThan(1);
  });

  it("are all read: of several runs, and of several fragments in a payload", () => {
    const one = fragment({
      runs: [
        { flags: 0x200, count: 1, fields: [1] },
        { flags: 0x200, count: 2, fields: [2, 3] },
      ],
      data: [1, 2, 2, 3, 3, 3],
    });
    const payload = concat(makeBox("styp", new Uint8Array(8)), one, one);
    const lengths = Cmaf.decodeSegment(payload, of).map(({ timestampUs, data }) => [
      timestampUs,
      data.length,
    ]);
    const each = [
      [1_000_000, 1],
      [1_010_000, 2],
      [1_020_000, 3],
    ];
    expect(lengths).toEqual([...each, ...each]);
  });

  it("are read from where the run says, and that has to be in the data", () => {
    const at = (dataOffset: number) =>
      fragment({ runs: [{ flags: 0x1, count: 1, fields: [dataOffset] }], data: [1, 2, 3, 4] });
    const start = at(0).length - 4;
    expect(Cmaf.decodeSegment(at(start + 1), of)[0]?.data).toEqual(new Uint8Array([2, 3]));
    for (const offset of [0, start - 1, start + 3, 2 ** 31 - 1, 2 ** 32 - 1])
      expect(() => Cmaf.decodeSegment(at(offset), of)).toThrow(refusal("truncated"));
  });

  it("of several tracks are read for the one of the init segment", () => {
    const [first, second] = [1, 2].map((trackId) =>
      fragment({ trackId, runs: [{ flags: 0, count: 1, fields: [] }], data: [trackId, 0] }),
    ) as [Uint8Array, Uint8Array];
    const trafs = [first, second].map((bytes) => bytes.subarray(24, bytes.length - 10));
    const both = concat(makeBox("moof", ...trafs), makeBox("mdat", Uint8Array.from([5, 6])));
    expect(Cmaf.decodeSegment(both, { ...of, trackId: 2 })).toHaveLength(1);
    expect(() => Cmaf.decodeSegment(both, { ...of, trackId: 3 })).toThrow(refusal("malformed"));
  });

  it("without bytes in a sample have no frame for it", () => {
    const payload = fragment({ runs: [{ flags: 0x200, count: 2, fields: [0, 1] }], data: [9] });
    expect(Cmaf.decodeSegment(payload, of)).toMatchObject([{ timestampUs: 1_010_000 }]);
  });

  it.each<[string, Parameters<typeof fragment>[0], string]>([
    [
      "more samples than bytes for them",
      { runs: [{ flags: 0x100, count: 100, fields: [1] }], data: [1] },
      "truncated",
    ],
    [
      "2^32 - 1 samples of nothing",
      { runs: [{ flags: 0, count: 2 ** 32 - 1, fields: [] }], data: [1] },
      "too-large",
    ],
    [
      "a million samples of nothing in a hundred runs",
      {
        tfhdFlags: 0x10,
        tfhd: [0],
        runs: Array(100).fill({ flags: 0, count: 10_000, fields: [] }),
        data: [1],
      },
      "too-large",
    ],
    [
      "samples beyond the data",
      { runs: [{ flags: 0x200, count: 1, fields: [3] }], data: [1, 2] },
      "truncated",
    ],
  ])("with %s are refused", (_, parts, reason) => {
    expect(() => Cmaf.decodeSegment(fragment(parts), of)).toThrow(refusal(reason));
  });
});

describe("boxes", () => {
  const header = (...bytes: number[]) => Uint8Array.from(bytes);
  const free = [...new TextEncoder().encode("free")];

  it.each<[string, Uint8Array, string]>([
    ["that end within their header", header(0, 0, 0), "truncated"],
    ["smaller than their header", header(0, 0, 0, 4, ...free), "malformed"],
    ["that say they are longer than there is", header(0, 0, 0, 99, ...free), "truncated"],
    ["of 64 bits and no length", header(0, 0, 0, 1, ...free, ...Array(8).fill(0)), "malformed"],
    ["of 64 bits and 2^64 - 1 bytes", header(0, 0, 0, 1, ...free, ...Array(8).fill(255)), "truncated"],
    ["that are too many", concat(...Array(2_000).fill(header(0, 0, 0, 8, ...free))), "too-large"],
    ["that are none of a fragment", makeBox("free"), "malformed"],
    ["without data", makeBox("moof"), "malformed"],
    ["without a track", concat(makeBox("moof"), makeBox("mdat")), "malformed"],
    ["without a track's header", concat(makeBox("moof", makeBox("traf")), makeBox("mdat")), "malformed"],
    [
      "whose fields are missing",
      concat(makeBox("moof", makeBox("traf", makeBox("tfhd"))), makeBox("mdat")),
      "truncated",
    ],
  ])("%s are refused", (_, payload, reason) => {
    expect(() => Cmaf.decodeSegment(payload, init)).toThrow(refusal(reason));
  });

  it("may go to the end, and may have 64 bits of length", () => {
    const data = fragment({ runs: [{ flags: 0x200, count: 1, fields: [1] }], data: [7] });
    const [moof, mdat] = [data.subarray(0, -9), data.subarray(-9)];
    const open = concat(moof, header(0, 0, 0, 0), mdat.subarray(4));
    const long = concat(moof, header(0, 0, 0, 1), mdat.subarray(4, 8), header(0, 0, 0, 0, 0, 0, 0, 17, 7));
    for (const payload of [open, long]) expect(Cmaf.decodeSegment(payload, init)[0]?.data).toEqual(header(7));
  });
});
