import { describe, expect, it } from "vitest";
import { type VideoFamily, videoCodec } from "./codecs.ts";

describe("a codec's name", () => {
  it.each<[VideoFamily, number, number, number, string]>([
    ["h264", 320, 180, 30, "avc1.42e00d"],
    ["h264", 1280, 720, 30, "avc1.42e01f"],
    ["h264", 1920, 1080, 30, "avc1.42e028"],
    ["vp8", 1280, 720, 30, "vp8"],
    ["vp9", 320, 180, 30, "vp09.00.11.08"],
    ["vp9", 1280, 720, 30, "vp09.00.31.08"],
    ["vp9", 1920, 1080, 60, "vp09.00.41.08"],
    ["av1", 1280, 720, 30, "av01.0.05M.08"],
    ["av1", 1920, 1080, 60, "av01.0.09M.08"],
  ])("has the lowest level of %s that holds %d × %d at %d", (family, width, height, framerate, name) => {
    expect(videoCodec(family, width, height, framerate)).toBe(name);
  });

  it.each<VideoFamily>(["h264", "vp9", "av1"])(
    "of %s is refused beyond its levels, with what was asked for",
    (family) => {
      expect(() => videoCodec(family, 16_384, 16_384, 60)).toThrow(/16384 × 16384 at 60/);
    },
  );
});
