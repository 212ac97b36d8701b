import { Catalog as Npm } from "@moq/hang";
import { describe, expect, it } from "vitest";
import { Random } from "../../testing/index.ts";
import { type Catalog, CatalogSchema, RENDITIONS_MAX, readCatalog, writeCatalog } from "./index.ts";

/** Every field that npm `@moq/hang` 0.3.5 has, and fields that it has not. */
const FULL = {
  video: {
    renditions: {
      "video/h264": {
        broadcast: "../source",
        codec: "avc1.42c01e",
        container: { kind: "legacy", later: 1 },
        description: "0142c01eFFe1",
        codedWidth: 320,
        codedHeight: 288,
        displayAspectWidth: 160,
        displayAspectHeight: 144,
        framerate: 59.7275,
        bitrate: 1_000_000,
        optimizeForLatency: true,
        jitter: 17,
        timeline: { track: "video/h264.timeline.z", timescale: 90_000, wall: 217_000_000_000, later: 2 },
        later: { anything: [1] },
      },
      "video/av1": { codec: "av01.0.04M.08", container: { kind: "cmaf", init: "AAAAGGZ0eXA=" } },
      "video/vp9": { codec: "vp09.00.10.08", container: { kind: "loc" } },
    },
    display: { width: 160, height: 144, later: 3 },
    rotation: 90,
    flip: true,
    later: 4,
  },
  audio: {
    renditions: {
      "audio/opus": {
        codec: "opus",
        container: { kind: "legacy" },
        description: "4f707573",
        sampleRate: 48_000,
        numberOfChannels: 2,
        bitrate: 64_000,
        jitter: 20,
        timeline: { track: "audio/opus.timeline.z", timescale: 1000 },
        later: 5,
      },
    },
    later: 6,
  },
  scte35: { anything: true },
};

/** With a future container: read as `unknown`, and written as it was. */
const FUTURE = {
  video: { renditions: { v: { codec: "vp8", container: { kind: "quic-tape", speed: 2 } } } },
};

const read = (json: unknown) => readCatalog(structuredClone(json));

describe("a catalog", () => {
  it("is read with all its fields, those that are not known among them, and written the same", () => {
    const { catalog, problems } = read(FULL);
    expect(problems).toEqual([]);
    expect(catalog).toEqual(FULL);
    expect(writeCatalog(catalog)).toEqual(FULL);
    expect(CatalogSchema.parse(FULL)).toEqual(FULL);
  });

  it("has the fields that npm's @moq/hang reads, and to it they mean the same", () => {
    const theirs = Npm.RootSchema.parse(FULL);
    const strip = (value: unknown): unknown =>
      typeof value !== "object" || value === null
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .filter(([key]) => key !== "later")
              .map(([key, member]) => [key, strip(member)]),
          );
    expect(strip(read(FULL).catalog)).toEqual(strip(theirs));
    // A field that it reads and ours does not know would be kept, but not checked.
    for (const [name, schema] of [
      ["video/h264", Npm.VideoConfigSchema],
      ["audio/opus", Npm.AudioConfigSchema],
    ] as const) {
      const kind = name.startsWith("video") ? "video" : "audio";
      const renditions: Record<string, object> = FULL[kind].renditions;
      for (const key of Object.keys(schema.def.shape)) {
        const json = {
          [kind]: { renditions: { [name]: { ...renditions[name], [key]: { no: "such value" } } } },
        };
        expect(read(json).problems, `${name} ${key}`).toHaveLength(1);
      }
    }
  });

  it("of ours is one for npm's @moq/hang, and what it makes of it is one for ours", () => {
    const random = new Random(21);
    const some = <T>(list: readonly T[]): T | undefined =>
      random.chance(0.5) ? random.pick(list) : undefined;
    for (let i = 0; i < 500; i++) {
      const common = {
        bitrate: some([0, 1, 2 ** 53 - 1]),
        jitter: some([0, 17]),
        description: some(["", "00ff", "AB"]),
        container: random.pick([
          { kind: "legacy" },
          { kind: "loc" },
          { kind: "cmaf", init: "AAAA" },
        ] as const),
        timeline: some([{ track: "t", timescale: 1 }]),
        broadcast: some(["a/b", ".."]),
      };
      const catalog: Catalog = {
        video: {
          renditions: {
            v: {
              ...common,
              codec: random.pick(["vp8", "avc1.42e01e"]),
              codedWidth: some([1, 1920]),
              framerate: some([0, 59.94]),
              optimizeForLatency: some([true, false]),
            },
          },
          display: some([{ width: 1, height: 2 }]),
          rotation: some([0, 90, -90.5]),
          flip: some([true, false]),
        },
        audio: { renditions: { a: { ...common, codec: "opus", sampleRate: 48_000, numberOfChannels: 2 } } },
      };
      const json = JSON.parse(JSON.stringify(writeCatalog(catalog)));
      const theirs = Npm.RootSchema.parse(json);
      expect(JSON.parse(JSON.stringify(theirs))).toEqual(json);
      expect(read(JSON.parse(JSON.stringify(theirs)))).toEqual({ catalog: json, problems: [] });
    }
  });

  it("may have a container that is not known: as npm's @moq/hang has it, and written as it came", () => {
    const { catalog, problems } = read(FUTURE);
    expect(problems).toEqual([]);
    expect(catalog).toEqual(Npm.RootSchema.parse(FUTURE));
    expect(catalog.video?.renditions.v?.container).toEqual({
      kind: "unknown",
      raw: { kind: "quic-tape", speed: 2 },
    });
    expect(writeCatalog(catalog)).toEqual(FUTURE);
  });

  it("takes a rendition without a container for legacy, and a timeline without a scale for milliseconds", () => {
    const { catalog } = read({ video: { renditions: { v: { codec: "vp8", timeline: { track: "t" } } } } });
    expect(catalog.video?.renditions.v).toEqual({
      codec: "vp8",
      container: { kind: "legacy" },
      timeline: { track: "t", timescale: 1000 },
    });
  });

  it("of the two old forms is read as npm's @moq/hang reads it", () => {
    const old = {
      video: [
        { track: { name: "hd" }, config: { codec: "vp8", displayAspectWidth: 16, displayAspectHeight: 9 } },
        { track: { name: "sd" }, config: { codec: "vp8" } },
      ],
      audio: { track: { name: "a" }, config: { codec: "opus", sampleRate: 48_000, numberOfChannels: 2 } },
    };
    const { catalog, problems } = read(old);
    expect(problems).toEqual([]);
    expect(catalog).toEqual(JSON.parse(JSON.stringify(Npm.RootSchema.parse(old))));
  });
});

describe("of a catalog that is partly unreadable", () => {
  it.each<[string, object, string]>([
    ["no codec", { codec: undefined }, "codec"],
    ["a codec that is a number", { codec: 1 }, "codec"],
    ["a description that is base64", { description: "AU==" }, "description"],
    ["half a byte of description", { description: "abc" }, "description"],
    ["CMAF without its init segment", { container: { kind: "cmaf" } }, "container"],
    ["an init segment that is not base64", { container: { kind: "cmaf", init: "*" } }, "container"],
    ["a container without a kind", { container: {} }, "container"],
    ["a broadcast that is no path", { broadcast: 7 }, "broadcast"],
  ])("a rendition with %s is left out and told of, and the others go on", (_, fields, key) => {
    const good = { codec: "vp8", container: { kind: "legacy" } };
    const { catalog, problems } = read({
      video: { renditions: { bad: { ...good, ...fields }, good } },
      x: 1,
    });
    expect(catalog).toEqual({ video: { renditions: { good } }, x: 1 });
    expect(problems).toEqual([
      { path: ["video", "renditions", "bad"], message: expect.stringContaining(key) },
    ]);
  });

  it.each([[0], [-1], [48_000.5], ["48000"], [null]])("sound at a rate of %j is left out", (sampleRate) => {
    const { catalog, problems } = read({
      audio: { renditions: { a: { codec: "opus", sampleRate, numberOfChannels: 2 } } },
    });
    expect(catalog).toEqual({ audio: { renditions: {} } });
    expect(problems).toHaveLength(1);
  });

  it("fields that decoding does not depend on are left out alone", () => {
    const { catalog, problems } = read({
      video: {
        renditions: { v: { codec: "vp8", bitrate: "fast", codedWidth: -1, timeline: 1, framerate: 30 } },
        display: "large",
        rotation: 90,
      },
    });
    expect(catalog).toEqual({
      video: {
        renditions: { v: { codec: "vp8", container: { kind: "legacy" }, framerate: 30 } },
        rotation: 90,
      },
    });
    expect(problems.map(({ path }) => path.join(".")).toSorted()).toEqual([
      "video.display",
      "video.renditions.v.bitrate",
      "video.renditions.v.codedWidth",
      "video.renditions.v.timeline",
    ]);
  });

  it.each([[1], ["x"], [null], [{}], [{ renditions: 1 }], [{ renditions: [] }]])(
    "a section that is %j is told of, and the other is there",
    (video) => {
      const audio = {
        renditions: {
          a: { codec: "opus", container: { kind: "legacy" }, sampleRate: 48_000, numberOfChannels: 2 },
        },
      };
      const { catalog, problems } = read({ video, audio });
      expect(catalog.audio).toEqual(audio);
      expect(catalog.video).toBeUndefined();
      expect(problems.map(({ path }) => path)).toEqual([["video"]]);
    },
  );

  it("as many renditions are read as there may be", () => {
    const renditions = Object.fromEntries(
      Array.from({ length: RENDITIONS_MAX + 5 }, (_, i) => [`v${i}`, { codec: "vp8" }]),
    );
    const { catalog, problems } = read({ video: { renditions } });
    expect(Object.keys(catalog.video?.renditions ?? {})).toHaveLength(RENDITIONS_MAX);
    expect(problems).toHaveLength(1);
  });

  it("names such as __proto__ are names", () => {
    const json = JSON.parse(
      '{"video":{"renditions":{"__proto__":{"codec":"vp8"},"constructor":{"codec":"vp9"}}},"__proto__":{"polluted":1}}',
    );
    const { catalog, problems } = readCatalog(json);
    expect(problems).toEqual([]);
    expect(Object.entries(catalog.video?.renditions ?? {}).map(([name, { codec }]) => [name, codec])).toEqual(
      [
        ["__proto__", "vp8"],
        ["constructor", "vp9"],
      ],
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([[null], [1], ["catalog"], [[]], [true]])("%j there is nothing to read", (json) => {
    expect(() => readCatalog(json)).toThrow(
      expect.objectContaining({ name: "FormatError", reason: "malformed" }),
    );
  });
});

describe("a catalog that is not whole", () => {
  it.each([
    [{ video: { renditions: { v: { codec: "avc1", container: { kind: "legacy" }, description: "xyz" } } } }],
    [{ video: { renditions: { v: { codec: "avc1", container: { kind: "legacy" }, bitrate: -1 } } } }],
    [{ audio: { renditions: { a: { codec: "opus", container: { kind: "legacy" } } } } }],
    [{ audio: {} }],
  ])("is not written: %j", (catalog) => {
    expect(() => writeCatalog(catalog as unknown as Catalog)).toThrow(
      expect.objectContaining({ name: "FormatError", reason: "unrepresentable" }),
    );
  });
});
