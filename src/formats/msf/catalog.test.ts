import * as Npm from "@moq/msf";
import { describe, expect, it } from "vitest";
import { Random, tracks } from "../testing/index.ts";
import { decodeCatalog, encodeCatalog, TRACKS_MAX, type Track } from "./index.ts";

const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const text = (payload: Uint8Array) => new TextDecoder().decode(payload);
const decoded = (json: unknown) => decodeCatalog(bytes(json));

/** Every field that npm `@moq/msf` 0.2.1 has. */
const FULL: Track = {
  name: "video",
  packaging: "cmaf",
  isLive: true,
  role: "video",
  codec: "avc1.42e01e",
  width: 320,
  height: 288,
  framerate: 59.7275,
  samplerate: 0,
  channelConfig: "2",
  bitrate: 1_000_000,
  stalled: false,
  initData: "AAAA",
  renderGroup: 1,
  altGroup: 2,
  maxGrpSapStartingType: 1,
  maxObjSapStartingType: 2,
  jitter: 17,
};

describe("MSF's catalog", () => {
  it("has the bytes of npm's @moq/msf, and each reads the other's to the same tracks", () => {
    const random = new Random(51);
    for (let i = 0; i < 500; i++) {
      const catalog = { tracks: tracks(random) };
      const payload = encodeCatalog(catalog);
      expect(text(payload)).toBe(text(Npm.encode(catalog)));
      expect(decodeCatalog(payload)).toEqual({ catalog: Npm.decode(payload), problems: [] });
    }
  });

  it("has all the fields of npm's, and keeps those that are not known", () => {
    const catalog = { tracks: [FULL, { name: "b", packaging: "loc", isLive: true, later: [1] }] };
    expect(decodeCatalog(encodeCatalog(catalog))).toEqual({ catalog, problems: [] });
    expect(Object.keys(FULL).toSorted()).toEqual(Object.keys(Npm.TrackSchema.def.shape).toSorted());
  });

  it("carries equal init data once", () => {
    const payload = encodeCatalog({
      tracks: [FULL, { ...FULL, name: "b" }, { ...FULL, name: "c", initData: "BBBB" }],
    });
    const wire = JSON.parse(text(payload)) as { tracks: object[]; initDataList: object[] };
    expect(wire.tracks).toMatchObject([{ initRef: "init0" }, { initRef: "init0" }, { initRef: "init1" }]);
    expect(wire.initDataList).toEqual([
      { id: "init0", type: "inline", data: "AAAA" },
      { id: "init1", type: "inline", data: "BBBB" },
    ]);
  });

  it.each([1, "draft-01", "draft-09"])("of version %j is read", (version) => {
    const track = { name: "a", packaging: "loc" };
    expect(decoded({ version, tracks: [track] }).catalog).toEqual({ tracks: [{ ...track, isLive: false }] });
    expect(decoded({ version }).catalog).toEqual({ tracks: [] });
  });

  it("tells of init data that is elsewhere", () => {
    const { catalog, problems } = decoded({
      version: "draft-01",
      tracks: [
        { name: "a", packaging: "loc", initRef: "x" },
        { name: "b", packaging: "loc", initRef: "y" },
      ],
      initDataList: [
        { id: "x", type: "url", data: "https://example.com" },
        { id: "y", type: "inline", data: "AAAA" },
        7,
      ],
    });
    expect(catalog.tracks.map(({ initData }) => initData)).toEqual([undefined, "AAAA"]);
    expect(problems.map(({ path }) => path)).toEqual([["a", "initRef"]]);
  });

  it.each<[string, object]>([
    ["no name", { name: undefined }],
    ["a packaging that is a number", { packaging: 1 }],
    ["a codec that is a number", { codec: 1 }],
    ["init data that is no text", { initData: {} }],
  ])("a track with %s is left out and told of, and the others go on", (_, fields) => {
    const good = { name: "good", packaging: "loc", isLive: false };
    const { catalog, problems } = decoded({ version: 1, tracks: [{ ...good, ...fields }, good, 7] });
    expect(catalog.tracks).toEqual([good]);
    expect(problems).toHaveLength(2);
  });

  it("a field that nothing depends on is left out alone", () => {
    const { catalog, problems } = decoded({
      version: 1,
      tracks: [{ name: "a", packaging: "loc", width: "wide", bitrate: -1, framerate: 30 }],
    });
    expect(catalog.tracks).toEqual([{ name: "a", packaging: "loc", isLive: false, framerate: 30 }]);
    expect(problems.map(({ path }) => path.join("."))).toEqual(["a.width", "a.bitrate"]);
  });

  it("has as many tracks as there may be", () => {
    const all = Array.from({ length: TRACKS_MAX + 1 }, (_, i) => ({ name: `${i}`, packaging: "loc" }));
    const { catalog, problems } = decoded({ version: 1, tracks: all });
    expect(catalog.tracks).toHaveLength(TRACKS_MAX);
    expect(problems).toHaveLength(1);
  });

  it.each([[null], [[]], [1], [{}], [{ version: 2 }], [{ version: 1, tracks: {} }]])("is not %j", (json) => {
    expect(() => decoded(json)).toThrow(
      expect.objectContaining({ name: "FormatError", reason: "malformed" }),
    );
  });

  it("is not written where it is not whole", () => {
    expect(() => encodeCatalog({ tracks: [{ name: "a" } as Track] })).toThrow(
      expect.objectContaining({ name: "FormatError", reason: "unrepresentable" }),
    );
  });
});
