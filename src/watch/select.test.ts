import { describe, expect, it } from "vitest";
import {
  isSameRendition,
  type Selectable,
  type Support,
  selectRendition,
  type Target,
  unplayableText,
} from "./select.ts";

const legacy = { kind: "legacy" } as const;
const rendition = (width: number, height: number, bitrate: number, codec = "avc1.640028"): Selectable => ({
  codec,
  container: legacy,
  codedWidth: width,
  codedHeight: height,
  bitrate,
});

const LADDER = {
  sd: rendition(640, 360, 800_000),
  hd: rendition(1920, 1080, 5_000_000),
  md: rendition(1280, 720, 2_500_000),
};

const all: Support = () => undefined;
const codecs =
  (...supported: string[]): Support =>
  (_, { codec }) =>
    supported.includes(codec) ? undefined : "codec";

describe("choosing a rendition", () => {
  it.each<[string, Target, string]>([
    ["the best where nothing is asked", {}, "hd"],
    ["the best within a budget of pixels", { pixels: 1_000_000 }, "md"],
    ["one of exactly the budget's pixels", { pixels: 640 * 360 }, "sd"],
    ["the smallest where all are above the budget", { pixels: 1_000 }, "sd"],
    ["what fills the picture's place", { width: 1280, height: 720 }, "md"],
    ["no larger than what is seen", { width: 390, height: 220 }, "sd"],
    ["what fills a place that is higher than the picture", { width: 700, height: 1500 }, "sd"],
    ["the larger where the smaller would be blurred", { width: 1000, height: 600 }, "md"],
    ["the best where none fills the place", { width: 3840, height: 2160 }, "hd"],
    ["no more than the limit, whatever the place", { width: 3840, height: 2160, pixels: 1_000_000 }, "md"],
    ["the best within a bit rate", { bitrate: 3_000_000 }, "md"],
    ["the smallest where all are above the bit rate", { bitrate: 1 }, "sd"],
    ["the one that is named, whatever its size", { name: "hd", pixels: 1_000 }, "hd"],
    ["another where the named one is not there", { name: "uhd", pixels: 1_000 }, "sd"],
  ])("takes %s", (_, target, expected) => {
    expect(selectRendition(LADDER, target, all)).toBe(expected);
  });

  it("passes over what cannot be played, though it was named", () => {
    const offered = { ...LADDER, av1: rendition(1920, 1080, 3_000_000, "av01.0.08M.08") };
    expect(selectRendition(offered, { name: "av1" }, codecs("avc1.640028"))).toBe("hd");
    expect(selectRendition(offered, {}, (name) => (name === "hd" ? "failed" : undefined))).toBe("av1");
    expect(selectRendition(offered, {}, () => "container")).toBeUndefined();
    expect(selectRendition({}, {}, all)).toBeUndefined();
  });

  it("keeps the catalog's order between those that say nothing of their size", () => {
    const bare: Selectable = { codec: "opus", container: legacy };
    expect(selectRendition({ a: bare, b: bare }, { width: 10, height: 10 }, all)).toBe("a");
    expect(selectRendition({ a: bare, b: { ...bare, bitrate: 64_000 } }, {}, all)).toBe("b");
  });
});

describe("the same rendition in a later catalog", () => {
  const before = LADDER.hd;
  it("is the same whatever is told of its bit rate, or of fields that nobody knows", () => {
    expect(isSameRendition(before, { ...before, bitrate: 1, flavour: "x" } as Selectable)).toBe(true);
    expect(isSameRendition(before, { ...before, container: { kind: "legacy" } })).toBe(true);
    const cmaf: Selectable = { ...before, container: { kind: "cmaf", init: "AA==" } };
    expect(isSameRendition(cmaf, { ...cmaf, container: { init: "AA==", kind: "cmaf" } })).toBe(true);
  });
  it("is another where a decoder would have to know", () => {
    expect(isSameRendition(before, { ...before, codedWidth: 1280 })).toBe(false);
    expect(isSameRendition(before, { ...before, description: "01" } as Selectable)).toBe(false);
    expect(isSameRendition(before, { ...before, container: { kind: "loc" } })).toBe(false);
  });
});

describe("why nothing can be played", () => {
  it("is a sentence", () => {
    const tape: Selectable = { codec: "avc1", container: { kind: "unknown", raw: { kind: "tape" } } };
    expect(unplayableText({}, all, "sound")).toBe("This broadcast offers no sound.");
    expect(unplayableText(LADDER, () => "codec", "picture")).toBe(
      "The picture comes as avc1.640028, which this browser cannot show.",
    );
    expect(unplayableText({ tape }, () => "container", "picture")).toMatch(/comes in tape/);
    expect(unplayableText(LADDER, () => "failed", "picture")).toMatch(/cannot be decoded/);
  });
});
