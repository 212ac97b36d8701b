import { expect, it } from "vitest";
import { parseJson } from "../../json/value.ts";
import { evolve, fuzz, INPUTS, Random, WILD_KEYS } from "../../testing/index.ts";
import { readCatalog, readPlainCatalog } from "./index.ts";

const PLAIN = {
  video: {
    renditions: {
      v: {
        codec: "avc1.42e01e",
        container: { kind: "legacy" },
        description: "00ff",
        codedWidth: 160,
        codedHeight: 144,
        framerate: 59.7275,
        bitrate: 1,
        jitter: 17,
        optimizeForLatency: true,
        later: { than: "this" },
      },
      w: {
        codec: "vp8",
        container: { kind: "loc", version: 1 },
        displayAspectWidth: 16,
        displayAspectHeight: 9,
      },
      x: { codec: "vp8", broadcast: "../b" },
    },
    display: { width: 160, height: 144, depth: 1 },
    rotation: 90,
    flip: true,
  },
  audio: { renditions: { a: { codec: "opus", sampleRate: 48_000, numberOfChannels: 2 } } },
  other: { section: true },
};

/** Whether it is read on the short way; if so, as on the long one, which has nothing to complain of. */
function isPlain(json: unknown): boolean {
  const catalog = readPlainCatalog(json);
  if (catalog) expect({ catalog, problems: [] }).toEqual(readCatalog(json));
  return catalog !== undefined;
}

it.each([PLAIN, {}, { video: { renditions: {} } }, { audio: PLAIN.audio }])(
  "a catalog that is plain is read as any is: %j",
  (json) => expect(isPlain(json)).toBe(true),
);

const rendition = (fields: object) => ({ video: { renditions: { v: { codec: "vp8", ...fields } } } });
const sound = (fields: object) => ({
  audio: { renditions: { a: { codec: "opus", sampleRate: 1, numberOfChannels: 1, ...fields } } },
});

it.each([
  null,
  [],
  "catalog",
  { video: null },
  { video: [{ track: { name: "hd" }, config: { codec: "vp8" } }] },
  { audio: { track: { name: "a" }, config: { codec: "opus", sampleRate: 1, numberOfChannels: 1 } } },
  { video: { renditions: [] } },
  { video: { renditions: { v: null } } },
  { video: { renditions: {}, display: { width: 1 } } },
  { video: { renditions: {}, rotation: "90" } },
  { video: { renditions: {}, flip: 1 } },
  { video: { renditions: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [i, { codec: "vp8" }])) } },
  rendition({ codec: undefined }),
  rendition({ container: { kind: "cmaf", init: "AAAA" } }),
  rendition({ container: { kind: "quic-tape" } }),
  rendition({ container: null }),
  rendition({ description: "0" }),
  rendition({ description: "00".repeat(64 * 1024 + 1) }),
  rendition({ codedWidth: -1 }),
  rendition({ codedWidth: 1.5 }),
  rendition({ bitrate: 2 ** 53 }),
  rendition({ framerate: Number.POSITIVE_INFINITY }),
  rendition({ timeline: { track: "t" } }),
  sound({ sampleRate: 0 }),
  sound({ numberOfChannels: 33 }),
  sound({ numberOfChannels: undefined }),
])("what is not is left to what reads all: %j", (json) => {
  expect(readPlainCatalog(json)).toBeUndefined();
});

it("bytes that are changed anywhere are read as they would be on the long way, or not at all", {
  timeout: 60_000,
}, () => {
  let plain = 0;
  fuzz(71, [new TextEncoder().encode(JSON.stringify(PLAIN))], (bytes) => {
    if (isPlain(parseJson(bytes))) plain++;
  });
  expect(plain).toBeGreaterThan(INPUTS / 100);
  expect(plain).toBeLessThan(INPUTS / 2);
});

it("values that change shape are read as they would be on the long way, or not at all", {
  timeout: 60_000,
}, () => {
  const random = new Random(72);
  const fields = [
    ...Object.keys(PLAIN.video.renditions.v),
    ...Object.keys(PLAIN.video),
    ...Object.keys(PLAIN.audio.renditions.a),
  ];
  const keys = [...WILD_KEYS, ...fields, "video", "audio", "kind", "width", "height"];
  let plain = 0;
  for (let i = 0; i < INPUTS; i++) {
    const json = structuredClone(PLAIN) as { [key: string]: unknown };
    const parts = [json, json.video, PLAIN.video.renditions.v, PLAIN.audio.renditions.a] as never[];
    for (let changes = random.below(4); changes > 0; changes--) {
      const part = evolve(random, random.pick(parts), random.chance(0.7) ? fields : keys);
      const turn = random.below(3);
      if (turn === 0) json.video = part;
      else if (turn === 1) json.video = { ...PLAIN.video, renditions: { v: part } };
      else json.audio = { renditions: { a: part } };
    }
    if (isPlain(json)) plain++;
  }
  expect(plain).toBeGreaterThan(INPUTS / 20);
  expect(plain).toBeLessThan(INPUTS / 1.5);
});
