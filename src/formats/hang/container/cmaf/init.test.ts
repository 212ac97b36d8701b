import { type Catalog, Container } from "@moq/hang";
import { readIsoBoxes } from "@svta/cml-iso-bmff";
import { describe, expect, it } from "vitest";
import { fromHex } from "../../../text.ts";
import type { AudioRendition, VideoRendition } from "../../catalog/index.ts";
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
const AAC: AudioRendition = {
  codec: "mp4a.40.2",
  container: { kind: "legacy" },
  description: "1190",
  sampleRate: 48_000,
  numberOfChannels: 2,
};
/** Version 1, two channels, 312 samples to skip, 48,000 Hz, no gain, mapping 0. */
const OPUS_HEAD = "4f707573486561640102380180bb0000000000";
const OPUS: AudioRendition = { ...AAC, codec: "opus", description: OPUS_HEAD };

const refusal = (reason: string) => expect.objectContaining({ name: "FormatError", reason });
const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("init segments", () => {
  it.each<[string, Uint8Array, string | undefined]>([
    ["video", Cmaf.encodeVideoInit(VIDEO), VIDEO.description],
    ["AAC", Cmaf.encodeAudioInit(AAC), AAC.description],
    ["Opus", Cmaf.encodeAudioInit(OPUS), OPUS_HEAD],
  ])("of %s are read by ours and by npm's @moq/hang", (_, bytes, description) => {
    const ours = Cmaf.decodeInit(bytes);
    expect(ours).toEqual({
      timescale: 1_000_000,
      trackId: 1,
      description: fromHex(description ?? ""),
      defaults: { duration: 0, size: 0, flags: 0 },
    });
    const theirs = Npm.decodeInitSegment(bytes);
    expect([theirs.timescale, theirs.trackId]).toEqual([1_000_000, 1]);
    // npm's gives Opus as the box has it.
    if (description !== OPUS_HEAD)
      expect([...(theirs.description ?? [])]).toEqual([...fromHex(description ?? "")]);
    expect(readIsoBoxes(bytes.slice().buffer).map(({ type }) => type)).toEqual(["ftyp", "moov"]);
  });

  it.each<[string, Uint8Array, string]>([
    ["video", Npm.createVideoInitSegment(VIDEO as Catalog.VideoConfig), VIDEO.description ?? ""],
    ["AAC", Npm.createAudioInitSegment(AAC as Catalog.AudioConfig), AAC.description ?? ""],
    ["Opus", Npm.createAudioInitSegment(OPUS as Catalog.AudioConfig), OPUS_HEAD],
  ])("of %s by npm's @moq/hang are read", (_, bytes, description) => {
    const { timescale, trackId, description: read } = Cmaf.decodeInit(bytes);
    expect([timescale, trackId, read && [...read]]).toEqual([1_000_000, 1, [...fromHex(description)]]);
  });

  it("of Opus without a description have what the rendition says", () => {
    const { description } = Cmaf.decodeInit(Cmaf.encodeAudioInit({ ...OPUS, description: undefined }));
    expect(description && [...description]).toEqual([...fromHex(OPUS_HEAD)]);
  });

  it("tell what holds for samples that say nothing", () => {
    const bytes = Cmaf.encodeVideoInit(VIDEO);
    const view = new DataView(bytes.buffer);
    // trex is the last box: duration, size and flags are its last words.
    for (const [i, value] of [40, 41, 42].entries()) view.setUint32(bytes.length - 12 + 4 * i, value);
    expect(Cmaf.decodeInit(bytes).defaults).toEqual({ duration: 40, size: 41, flags: 42 });
  });

  it.each<[string, Partial<VideoRendition>]>([
    ["a description", { description: undefined }],
    ["a codec that is known", { codec: "theora" }],
    ["a size", { codedWidth: undefined }],
    ["a size that fits", { codedHeight: 65_536 }],
  ])("are not written without %s", (_, fields) => {
    expect(() => Cmaf.encodeVideoInit({ ...VIDEO, ...fields })).toThrow(refusal("unrepresentable"));
  });

  it.each<[string, AudioRendition, string, number[]]>([
    ["AAC is longer than its box", AAC, "esds", [0, 0, 0, 0, 0x05, 9, 1]],
    ["Opus is too short", OPUS, "dOps", [0, 2, 0]],
  ])("are refused where the configuration of %s", (_, rendition, type, body) => {
    const bytes = Cmaf.encodeAudioInit(rendition);
    // The box is made as long as the one that it takes the place of, by another behind it.
    const at = Buffer.from(bytes).indexOf(type) - 4;
    const length = new DataView(bytes.buffer).getUint32(at);
    const box = makeBox(type, Uint8Array.from(body));
    bytes.set(concat(box, makeBox("free", new Uint8Array(length - box.length - 8))), at);
    expect(() => Cmaf.decodeInit(bytes)).toThrow(refusal("truncated"));
  });

  it("are refused wherever they end", () => {
    const bytes = Cmaf.encodeVideoInit(VIDEO);
    for (let length = 0; length < bytes.length; length++)
      expect(() => Cmaf.decodeInit(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ name: "FormatError" }),
      );
  });

  it("are refused with a timescale of 0, by which times would be divided", () => {
    const bytes = Cmaf.encodeVideoInit(VIDEO);
    const at = Buffer.from(bytes).indexOf("mdhd") + 4 + 12;
    bytes.set([0, 0, 0, 0], at);
    expect(() => Cmaf.decodeInit(bytes)).toThrow(refusal("malformed"));
  });
});
