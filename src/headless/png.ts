import { convertIndexedToRgb, type DecodedPng, decode, encode } from "fast-png";

import { HeadlessError } from "./error.ts";

/** A picture of its own, opaque. */
export interface Image {
  readonly width: number;
  readonly height: number;
  /** Row by row, four bytes a pixel. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** A picture as a PNG, three bytes a pixel before they are deflated. The caller's own. */
export function encodePng({ width, height, rgba }: Image): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    data.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return encode({ width, height, data, channels: 3, depth: 8 }, { zlib: { level: 9 } });
}

/**
 * A PNG as a picture, whatever tool it went through, up to eight bits a channel. Transparency is not looked at.
 *
 * @throws {HeadlessError} `bad-png`.
 */
export function decodePng(bytes: Uint8Array): Image {
  let png: DecodedPng;
  try {
    png = decode(bytes, { checkCrc: true });
  } catch (cause) {
    throw new HeadlessError("bad-png", "This picture is no PNG, or a damaged one.", { cause });
  }
  const { width, height } = png;
  const data = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? png.palette[0]?.length : png.channels;
  if (channels === undefined || (png.depth !== 8 && !png.palette))
    throw new HeadlessError("bad-png", `This PNG has ${png.depth} bits a channel: save it with 8.`);
  const rgba = new Uint8ClampedArray(width * height * 4);
  const gray = channels < 3;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = pixel * channels;
    rgba[pixel * 4] = data[from] ?? 0;
    rgba[pixel * 4 + 1] = data[gray ? from : from + 1] ?? 0;
    rgba[pixel * 4 + 2] = data[gray ? from : from + 2] ?? 0;
    rgba[pixel * 4 + 3] = 255;
  }
  return { width, height, rgba };
}
