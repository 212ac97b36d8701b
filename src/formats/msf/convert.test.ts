import { Catalog as NpmHang } from "@moq/hang";
import * as Npm from "@moq/msf";
import { describe, expect, it } from "vitest";
import { type Catalog as HangCatalog, readCatalog } from "../hang/index.ts";
import { Random, tracks } from "../testing/index.ts";
import { type Catalog, decodeCatalog, encodeCatalog, fromHang, type Track, toHang } from "./index.ts";

const HANG: HangCatalog = {
  video: {
    renditions: {
      hd: {
        codec: "avc1.42e01e",
        container: { kind: "legacy" },
        description: "0142ff",
        codedWidth: 1280,
        codedHeight: 720,
        framerate: 59.7275,
        bitrate: 1_000_000,
        jitter: 17,
      },
      sd: { codec: "vp8", container: { kind: "loc" } },
      cmaf: { codec: "hvc1.1.6.L93.90", container: { kind: "cmaf", init: "AAAA" } },
    },
  },
  audio: {
    renditions: {
      opus: {
        codec: "opus",
        container: { kind: "legacy" },
        sampleRate: 24_000,
        numberOfChannels: 1,
        jitter: 20,
      },
    },
  },
};

describe("hang's catalog as MSF's", () => {
  it("comes back the same where MSF has words for all of it", () => {
    const { catalog, problems } = fromHang(HANG);
    expect(problems).toEqual([]);
    const wire = decodeCatalog(encodeCatalog(catalog));
    expect(wire.problems).toEqual([]);
    expect(toHang(wire.catalog)).toEqual({ catalog: HANG, problems: [] });
  });

  it("says of each track what MSF asks for", () => {
    const [hd, sd, cmaf, opus] = fromHang(HANG).catalog.tracks;
    expect(hd).toEqual({
      name: "hd",
      packaging: "legacy",
      isLive: true,
      role: "video",
      codec: "avc1.42e01e",
      width: 1280,
      height: 720,
      framerate: 59.7275,
      bitrate: 1_000_000,
      jitter: 17,
      initData: "AUL/",
      renderGroup: 1,
      altGroup: 1,
      maxGrpSapStartingType: 2,
      maxObjSapStartingType: 2,
    });
    expect(sd).toMatchObject({ packaging: "loc", maxGrpSapStartingType: 1 });
    expect(cmaf).toMatchObject({ packaging: "cmaf", initData: "AAAA" });
    expect(cmaf).not.toHaveProperty("maxGrpSapStartingType");
    expect(opus).toEqual({
      name: "opus",
      packaging: "legacy",
      isLive: true,
      role: "audio",
      codec: "opus",
      samplerate: 24_000,
      channelConfig: "1",
      jitter: 20,
      renderGroup: 1,
    });
  });

  it("is read by npm's @moq/msf", () => {
    const { catalog } = fromHang(HANG);
    expect(Npm.decode(encodeCatalog(catalog))).toEqual(catalog);
  });

  it("loses what MSF has no words for, and only that", () => {
    const extra = {
      displayAspectWidth: 16,
      displayAspectHeight: 9,
      optimizeForLatency: true,
      timeline: { track: "t", timescale: 1000 },
      later: 1,
    };
    const hd = { ...(HANG.video?.renditions.hd as object), ...extra };
    const richer = readCatalog({
      ...HANG,
      video: {
        renditions: { ...HANG.video?.renditions, hd },
        display: { width: 1, height: 1 },
        rotation: 90,
        flip: true,
      },
      scte35: {},
    });
    expect(richer.problems).toEqual([]);
    expect(toHang(fromHang(richer.catalog).catalog).catalog).toEqual(HANG);
  });

  it("leaves out and tells of what cannot be named: another broadcast's track, and an unknown container", () => {
    const { catalog, problems } = fromHang({
      video: {
        renditions: {
          far: { codec: "vp8", container: { kind: "legacy" }, broadcast: "../b" },
          new: { codec: "vp8", container: { kind: "unknown", raw: { kind: "x" } } },
        },
      },
    });
    expect(catalog.tracks).toEqual([]);
    expect(problems.map(({ path }) => path)).toEqual([["far"], ["new"]]);
  });
});

describe("MSF's catalog as hang's", () => {
  const convert = (...all: Partial<Track>[]) =>
    toHang({
      tracks: all.map((track) => ({ name: "t", packaging: "loc", role: "video", codec: "vp8", ...track })),
    });

  it("is one that npm's @moq/hang reads", () => {
    const random = new Random(52);
    let renditions = 0;
    for (let i = 0; i < 2_000; i++) {
      const { catalog } = toHang({ tracks: tracks(random) });
      expect(NpmHang.RootSchema.safeParse(JSON.parse(JSON.stringify(catalog))).success).toBe(true);
      renditions += Object.keys(catalog.video?.renditions ?? {}).length;
    }
    expect(renditions).toBeGreaterThan(50);
  });

  it("takes Opus without a rate and channels for what Opus decodes to, and tells of other codecs", () => {
    const { catalog, problems } = convert(
      { name: "o", role: "audio", codec: "opus" },
      { name: "a", role: "audio", codec: "mp4a.40.2" },
      { name: "b", role: "audio", codec: "mp4a.40.2", samplerate: 44_100 },
      { name: "c", role: "audio", codec: "mp4a.40.2", samplerate: 44_100, channelConfig: "2" },
    );
    expect(catalog.audio?.renditions).toEqual({
      o: { codec: "opus", container: { kind: "loc" }, sampleRate: 48_000, numberOfChannels: 2 },
      c: { codec: "mp4a.40.2", container: { kind: "loc" }, sampleRate: 44_100, numberOfChannels: 2 },
    });
    expect(problems.map(({ path }) => path)).toEqual([["a"], ["b"]]);
  });

  it.each<[string, Partial<Track>]>([
    ["no role", { role: undefined }],
    ["a role that is neither", { role: "caption" }],
    ["no codec", { codec: undefined }],
    ["a packaging that holds no media", { packaging: "mediatimeline" }],
    ["CMAF without its init segment", { packaging: "cmaf" }],
    ["init data that is no base64", { initData: "*" }],
    ["a rate that is not whole", { role: "audio", samplerate: 0.5, channelConfig: "2" }],
    ["channels that are no number", { role: "audio", samplerate: 8000, channelConfig: "stereo" }],
  ])("leaves out and tells of a track with %s", (_, fields) => {
    const { catalog, problems } = convert(fields, { name: "good" });
    expect(catalog).toEqual({
      video: { renditions: { good: { codec: "vp8", container: { kind: "loc" } } } },
      ...(fields.role === "audio" ? { audio: { renditions: {} } } : {}),
    });
    expect(problems).toHaveLength(1);
  });

  it("takes names such as __proto__ for names", () => {
    const catalog: Catalog = {
      tracks: [{ name: "__proto__", packaging: "loc", role: "video", codec: "vp8" }],
    };
    expect(Object.keys(toHang(catalog).catalog.video?.renditions ?? {})).toEqual(["__proto__"]);
  });
});
