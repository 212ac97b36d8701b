/** Names of codecs as WebCodecs writes them, and which of them this browser encodes. Nothing here keeps state. */

/** In the order in which they are tried where nobody says otherwise: the first is what everybody plays. */
export const VIDEO_FAMILIES = ["h264", "vp9", "vp8"] as const;

/** `av1` is for who asks for it: it costs most to encode. */
export type VideoFamily = (typeof VIDEO_FAMILIES)[number] | "av1";

/** In the order in which they are tried. `aac` is for who asks for it. */
export type AudioFamily = "opus" | "aac";

/** Level, the most units of size a second, and the most units a picture. */
type Level = readonly [level: number, rate: number, size: number];

/** ITU-T H.264, table A-1; units are macroblocks. */
const H264_LEVELS: readonly Level[] = [
  [0x0b, 3_000, 396],
  [0x0d, 11_880, 396],
  [0x15, 19_800, 792],
  [0x16, 20_250, 1_620],
  [0x1e, 40_500, 1_620],
  [0x1f, 108_000, 3_600],
  [0x28, 245_760, 8_192],
  [0x33, 983_040, 36_864],
];

/** The levels of VP9's annex A; units are luma samples. */
const VP9_LEVELS: readonly Level[] = [
  [10, 829_440, 36_864],
  [11, 2_764_800, 73_728],
  [20, 4_608_000, 122_880],
  [21, 9_216_000, 245_760],
  [30, 20_736_000, 552_960],
  [31, 36_864_000, 983_040],
  [40, 83_558_400, 2_228_224],
  [41, 160_432_128, 2_228_224],
  [50, 311_951_360, 8_912_896],
  [51, 588_251_136, 8_912_896],
];

/** The levels of AV1's annex A.3, by `seq_level_idx`; units are luma samples. */
const AV1_LEVELS: readonly Level[] = [
  [0, 4_423_680, 147_456],
  [1, 8_363_520, 278_784],
  [4, 19_975_680, 665_856],
  [5, 31_950_720, 1_065_024],
  [8, 70_778_880, 2_359_296],
  [9, 141_557_760, 2_359_296],
  [12, 267_386_880, 8_912_896],
  [13, 534_773_760, 8_912_896],
];

const lowest = (levels: readonly Level[], size: number, framerate: number) =>
  levels.find(([, mostRate, mostSize]) => size * framerate <= mostRate && size <= mostSize)?.[0];

const beyond = (width: number, height: number, framerate: number, what: string) =>
  new RangeError(`${width} × ${height} at ${framerate} frames a second is beyond ${what}`);

/** What each profile's name of a codec begins with. Every H.264 decoder plays constrained baseline. */
const H264_PROFILES = { "constrained-baseline": "42e0", high: "6400" } as const;
export type H264Profile = keyof typeof H264_PROFILES;

/** The level is the lowest that holds the rate. Throws a `RangeError` where none does. */
export function h264Codec(
  width: number,
  height: number,
  framerate: number,
  profile: H264Profile = "constrained-baseline",
): string {
  const macroblocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const level = lowest(H264_LEVELS, macroblocks, framerate);
  if (level === undefined) throw beyond(width, height, framerate, "H.264 level 5.1");
  return `avc1.${H264_PROFILES[profile]}${level.toString(16).padStart(2, "0")}`;
}

/** The codec's name for pictures of this size and rate. Throws a `RangeError` where no level holds them. */
export function videoCodec(family: VideoFamily, width: number, height: number, framerate: number): string {
  const two = (level: number) => String(level).padStart(2, "0");
  switch (family) {
    case "h264":
      return h264Codec(width, height, framerate);
    case "vp8":
      return "vp8";
    case "vp9": {
      const level = lowest(VP9_LEVELS, width * height, framerate);
      if (level === undefined) throw beyond(width, height, framerate, "VP9 level 5.1");
      return `vp09.00.${two(level)}.08`;
    }
    case "av1": {
      const level = lowest(AV1_LEVELS, width * height, framerate);
      if (level === undefined) throw beyond(width, height, framerate, "AV1 level 5.1");
      return `av01.0.${two(level)}M.08`;
    }
    default:
      return family satisfies never;
  }
}

/** WebCodecs' name: AAC is its low-complexity profile, which every decoder of AAC plays. */
export function audioCodec(family: AudioFamily): string {
  return family === "aac" ? "mp4a.40.2" : "opus";
}
