import { Container as Npm } from "@moq/hang";
import { Format as NpmLoc, Producer as NpmLocProducer } from "@moq/loc";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../error.ts";
import { Random } from "../../testing/index.ts";
import { formatOf, Legacy, Loc } from "./index.ts";

const TIMES = [0, 1, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 16_742, Number.MAX_SAFE_INTEGER];

const refusal = (reason: string) => expect.objectContaining({ name: "FormatError", reason });

/** The payload that npm's writer makes: it writes to a track alone. */
function npmLoc(data: Uint8Array, timestampUs: number): Uint8Array {
  let written = new Uint8Array();
  const track = {
    appendGroup: () => ({
      writeFrame: ({ payload }: { payload: Uint8Array<ArrayBuffer> }) => {
        written = payload;
      },
      close: () => {},
    }),
  };
  const producer = new NpmLocProducer(track as unknown as ConstructorParameters<typeof NpmLocProducer>[0]);
  producer.encode(data, timestampUs as never, true);
  return written;
}

describe.each([
  [
    "legacy",
    Legacy,
    (data: Uint8Array, us: number) => Npm.Legacy.encodeFrame(data, us as never),
    new Npm.Legacy.Format(),
  ],
  ["loc", Loc, npmLoc, new NpmLoc()],
] as const)("the container %s", (kind, ours, npmEncode, npmFormat) => {
  it.each(TIMES)("keeps time %d and the bytes, in both directions with npm's", (timestampUs) => {
    const data = new Uint8Array([1, 2, 3, 255]);
    const payload = ours.encodeFrame(data, timestampUs);
    expect([...payload]).toEqual([...npmEncode(data, timestampUs)]);
    expect(ours.decodeFrame(payload)).toEqual({ timestampUs, data });
    const theirs = npmFormat.decode(payload);
    expect(theirs.map((frame) => [...frame.payload])).toEqual([[...data]]);
    if (kind === "legacy" || timestampUs < 2 ** 33) expect(theirs[0]?.timestamp).toBe(timestampUs);
  });

  it("keeps what it is given, whatever it is", () => {
    const random = new Random(31);
    for (let i = 0; i < 500; i++) {
      const data = random.bytes(random.below(300));
      const timestampUs = Math.floor(random.next() * 2 ** random.below(54));
      const payload = ours.encodeFrame(data, timestampUs);
      expect([...payload]).toEqual([...npmEncode(data, timestampUs)]);
      expect(ours.decodeFrame(payload)).toEqual({ timestampUs, data });
      // A view into a larger buffer is read as what it is.
      const padded = new Uint8Array([9, 9, ...payload, 9]);
      expect(ours.decodeFrame(padded.subarray(2, -1))).toEqual({ timestampUs, data });
    }
  });

  it("takes bytes from what can copy itself out", () => {
    const chunk = { byteLength: 2, copyTo: (target: Uint8Array) => target.set([7, 8]) };
    expect([...ours.encodeFrame(chunk, 5)]).toEqual([...ours.encodeFrame(new Uint8Array([7, 8]), 5)]);
  });

  it("refuses to write a time that is none", () => {
    for (const time of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => ours.encodeFrame(new Uint8Array(), time)).toThrow(refusal("unrepresentable"));
  });

  it("refuses every part of a payload that ends before the data does not count as data", () => {
    const payload = ours.encodeFrame(new Uint8Array(), 2 ** 40);
    for (let length = 0; length < payload.length; length++)
      expect(() => ours.decodeFrame(payload.subarray(0, length))).toThrow(refusal("truncated"));
    expect(ours.decodeFrame(payload).data).toHaveLength(0);
  });

  it("is what the catalog's container gives; a frame that marks a time is none to decode", () => {
    const format = formatOf({ kind });
    const data = new Uint8Array([1, 2]);
    const payload = format.encode(data, { timestampUs: 7, keyframe: true });
    expect(format.decode(payload)).toEqual([{ timestampUs: 7, data }]);
    expect(format.decode(ours.encodeFrame(new Uint8Array(), 7))).toEqual([]);
  });
});

describe("a varint", () => {
  it("of 2^62 - 1 is refused as a time, a length, a type and a value", () => {
    const huge = Array(8).fill(0xff);
    expect(() => Legacy.decodeFrame(new Uint8Array([...huge, 1]))).toThrow(refusal("too-large"));
    expect(() => Loc.decodeFrame(new Uint8Array([...huge, 1]))).toThrow(refusal("too-large"));
    expect(() => Loc.decodeFrame(new Uint8Array([9, ...huge, 1]))).toThrow(refusal("too-large"));
    expect(() => Loc.decodeFrame(new Uint8Array([9, 0x10, ...huge]))).toThrow(refusal("too-large"));
  });
});

describe("LOC", () => {
  const loc = (...properties: number[]) => new Uint8Array([properties.length, ...properties, 1, 2]);
  const micros = (bytes: Uint8Array) => Loc.decodeFrame(bytes).timestampUs;

  it.each<[string, number[]]>([
    ["a scale before the time", [0x08, 0x43, 0xe8, 0x08, 0x40, 0x64]],
    ["the time of draft 03", [0x06, 0x05]],
    ["properties that are not known, of both kinds", [0x01, 0x02, 0xaa, 0xbb, 0x01, 0x07, 0x0e, 0x05]],
    ["a time that comes twice, of which the last counts", [0x10, 0x05, 0x00, 0x06]],
    ["a scale that does not go evenly", [0x08, 0x03, 0x08, 0x02]],
  ])("with %s is read as npm's @moq/loc reads it", (_, properties) => {
    const [theirs] = new NpmLoc().decode(loc(...properties));
    const ours = Loc.decodeFrame(loc(...properties));
    expect([ours.timestampUs, [...ours.data]]).toEqual([theirs?.timestamp, [...(theirs?.payload ?? [])]]);
  });

  it("is exact where the product of time and scale is not", () => {
    expect(micros(Loc.encodeFrame(new Uint8Array(), 2 ** 53 - 2))).toBe(2 ** 53 - 2);
  });

  it.each<[string, Uint8Array, string]>([
    ["no time", loc(0x08, 0x01), "malformed"],
    ["no properties", loc(), "malformed"],
    ["a scale of 0", loc(0x08, 0x00, 0x08, 0x01), "malformed"],
    ["a property longer than the rest", loc(0x01, 0x05, 0x00), "truncated"],
    ["a property without a value", loc(0x10), "truncated"],
    ["a time beyond 2^53 - 1 µs", loc(0x08, 0x01, 0x08, 0xc0, 0x1f, ...Array(6).fill(0xff)), "too-large"],
    ["a block of properties beyond the frame", new Uint8Array([0x20, 0x10, 0x01]), "truncated"],
    ["a block of properties that is too long", new Uint8Array([0x80, 0x01, 0x00, 0x01]), "too-large"],
  ])("with %s is refused", (_, payload, reason) => {
    expect(() => Loc.decodeFrame(payload)).toThrow(refusal(reason));
  });
});

describe("a container that is not known", () => {
  it("has no format, and the error says which it is", () => {
    const unknown = { kind: "unknown" as const, raw: { kind: "quic-tape" } };
    expect(() => formatOf(unknown)).toThrow(FormatError);
    expect(() => formatOf(unknown)).toThrow("quic-tape");
  });
});
