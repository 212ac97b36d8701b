import { Container, Catalog as NpmCatalog } from "@moq/hang";
import { describe, expect, it } from "vitest";
import { CatalogSchema, decodeFrame, descriptionBytes, encodeFrame } from "./index.ts";

const TIMES = [0, 1, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 16_742, Number.MAX_SAFE_INTEGER];

describe("the legacy container", () => {
  it.each(TIMES)("keeps time %d and the bytes, in both directions with npm's @moq/hang", (timestampUs) => {
    const data = new Uint8Array([1, 2, 3, 255]);
    const ours = encodeFrame(data, timestampUs);
    expect(decodeFrame(ours)).toEqual({ timestampUs, data });
    expect([...ours]).toEqual([...Container.Legacy.encodeFrame(data, timestampUs as never)]);
    expect(new Container.Legacy.Format().decode(ours)[0]?.timestamp).toBe(timestampUs);
  });

  it("takes bytes from what can copy itself out", () => {
    const chunk = { byteLength: 2, copyTo: (target: Uint8Array) => target.set([7, 8]) };
    expect([...encodeFrame(chunk, 5)]).toEqual([5, 7, 8]);
  });

  it("refuses a timestamp that is cut short, and one that is too large", () => {
    for (const bytes of [[], [0x40], [0x80, 0, 0], Array(7).fill(0xc0), Array(8).fill(0xff)])
      expect(() => decodeFrame(new Uint8Array(bytes))).toThrow(RangeError);
  });

  it("refuses to write a time that is none", () => {
    for (const time of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(() => encodeFrame(new Uint8Array(), time)).toThrow(RangeError);
  });
});

describe("the catalog", () => {
  const catalog = {
    video: {
      renditions: {
        "video/h264": {
          codec: "avc1.42c01e",
          container: { kind: "legacy" },
          codedWidth: 320,
          codedHeight: 288,
          later: 1,
        },
      },
      display: { width: 160, height: 144 },
    },
    audio: {
      renditions: {
        "audio/opus": {
          codec: "opus",
          container: { kind: "legacy" },
          sampleRate: 48_000,
          numberOfChannels: 2,
        },
      },
    },
    scte35: { anything: true },
  };

  it("is read with unknown fields and sections kept", () => {
    expect(CatalogSchema.parse(catalog)).toEqual(catalog);
  });

  it("of ours is one for npm's @moq/hang", () => {
    expect(NpmCatalog.RootSchema.safeParse(catalog).success).toBe(true);
  });

  it("takes a rendition without a container for legacy, and keeps a container it does not know", () => {
    const parsed = CatalogSchema.parse({
      video: { renditions: { a: { codec: "vp8" }, b: { codec: "x", container: { kind: "new", y: 1 } } } },
    });
    expect(parsed.video?.renditions.a?.container).toEqual({ kind: "legacy" });
    expect(parsed.video?.renditions.b?.container).toEqual({ kind: "new", y: 1 });
  });

  it.each([
    null,
    [],
    "catalog",
    { video: 1 },
    { video: { renditions: [] } },
    { video: { renditions: { a: {} } } },
    { audio: { renditions: { a: { codec: "opus", sampleRate: 0, numberOfChannels: 2 } } } },
    { video: { renditions: { a: { codec: "avc1", description: "xyz" } } } },
  ])("refuses %j", (value) => {
    expect(CatalogSchema.safeParse(value).success).toBe(false);
  });

  it("gives a description as bytes", () => {
    expect(descriptionBytes("01ff")).toEqual(new Uint8Array([1, 255]));
    expect(descriptionBytes(undefined)).toBeUndefined();
  });
});
