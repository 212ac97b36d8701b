import { describe, expect, it } from "vitest";
import { makeLadder, type PictureSize, videoBitrate } from "./ladder.ts";

const sizes = (source: PictureSize, wanted?: readonly number[]) =>
  makeLadder(source, wanted).map(({ name, width, height }) => `${name} ${width}×${height}`);

describe("the ladder", () => {
  it("has the source's own size, and those that are clearly smaller", () => {
    expect(sizes({ width: 1280, height: 720, framerate: 30 })).toEqual([
      "video/source 1280×720",
      "video/360 640×360",
      "video/180 320×180",
    ]);
    expect(sizes({ width: 1920, height: 1080, framerate: 30 })).toEqual([
      "video/source 1920×1080",
      "video/720 1280×720",
      "video/360 640×360",
      "video/180 320×180",
    ]);
  });

  it("goes by the shorter side, so that a turned source has the same sizes, turned", () => {
    expect(sizes({ width: 720, height: 1280, framerate: 30 })).toEqual([
      "video/source 720×1280",
      "video/360 360×640",
      "video/180 180×320",
    ]);
  });

  it("does not enlarge, and leaves out what would save little", () => {
    expect(sizes({ width: 160, height: 144, framerate: 60 })).toEqual(["video/source 160×144"]);
    expect(sizes({ width: 640, height: 400, framerate: 30 })).toEqual([
      "video/source 640×400",
      "video/180 288×180",
    ]);
  });

  it("limits what is encoded in size and rate", () => {
    expect(makeLadder({ width: 3840, height: 2160, framerate: 120 })[0]).toEqual({
      name: "video/source",
      width: 1920,
      height: 1080,
      framerate: 60,
    });
  });

  it("has even sides whatever the source's are", () => {
    for (let width = 3; width < 1500; width += 37)
      for (const rung of makeLadder({ width, height: 641, framerate: 25 })) {
        expect(rung.width % 2).toBe(0);
        expect(rung.height % 2).toBe(0);
      }
  });

  it("offers what is asked for, once each and the largest first", () => {
    const source = { width: 1280, height: 720, framerate: 30 };
    expect(sizes(source, [])).toEqual(["video/source 1280×720"]);
    expect(sizes(source, [180, 360, 180, -1, Number.NaN])).toEqual(sizes(source, [360, 180]));
  });

  it("is empty for a source without a size", () => {
    for (const width of [0, -1, Number.NaN])
      expect(makeLadder({ width, height: 10, framerate: 30 })).toEqual([]);
  });
});

describe("the bitrate", () => {
  const hd = { width: 1280, height: 720, framerate: 30 };

  it("grows with size and rate, each less than in step", () => {
    const base = videoBitrate(hd);
    expect(base).toBe(2_500_000);
    for (const more of [
      { ...hd, width: 2560 },
      { ...hd, framerate: 60 },
    ]) {
      expect(videoBitrate(more)).toBeGreaterThan(base);
      expect(videoBitrate(more)).toBeLessThan(2 * base);
    }
  });

  it("is less for codecs that need less", () => {
    expect(videoBitrate(hd, "av1")).toBeLessThan(videoBitrate(hd, "vp9"));
    expect(videoBitrate(hd, "vp9")).toBeLessThan(videoBitrate(hd, "h264"));
  });

  it("has bounds", () => {
    expect(videoBitrate({ width: 16, height: 16, framerate: 1 })).toBe(80_000);
    expect(videoBitrate({ width: 8192, height: 4320, framerate: 60 })).toBe(12_000_000);
  });
});
