import { ByteReader, ByteWriter, damaged } from "./bytes.ts";
import type { Picture } from "./clip.ts";

/** The largest side of a picture. */
const SIDE_MAX = 1024;

/**
 * Pictures as bytes, before they are deflated. Where a picture has at most 256 colours it is a palette and
 * indices, of 1, 2, 4 or 8 bits, the first pixel in the highest; else three bytes a pixel.
 */
export function writePictures(pictures: readonly Picture[]): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  for (const picture of pictures) {
    out.varint(picture.frame);
    out.varint(picture.width);
    out.varint(picture.height);
    const words = new Uint32Array(picture.rgba.buffer, picture.rgba.byteOffset, picture.rgba.length / 4);
    const slots = slotsOf(words);
    out.varint(slots?.size ?? 0);
    for (const color of slots ? slots.keys() : words) writeColor(out, color);
    if (slots) writeIndices(out, words, slots);
  }
  return out.finish();
}

/** @throws {ClipError} `damaged`. */
export function readPictures(bytes: Uint8Array): Picture[] {
  const from = new ByteReader(bytes);
  const pictures: Picture[] = [];
  while (from.left > 0) {
    const frame = from.varint();
    const width = side(from.varint());
    const height = side(from.varint());
    const colors = from.varint();
    if (colors > 256) throw damaged();
    const pixels = width * height;
    // Before there is memory for it: a few bytes must not ask for much.
    if (from.left < (colors === 0 ? pixels * 3 : colors * 3 + Math.ceil((pixels * bitsFor(colors)) / 8)))
      throw damaged();
    const words = new Uint32Array(pixels);
    if (colors === 0) for (let at = 0; at < pixels; at += 1) words[at] = readColor(from);
    else readIndices(from, words, colors);
    pictures.push({ frame, width, height, rgba: new Uint8ClampedArray(words.buffer) });
  }
  return pictures;
}

/** The index of each colour, in the order in which they come; nothing where they are too many. */
function slotsOf(words: Uint32Array): Map<number, number> | undefined {
  const slots = new Map<number, number>();
  for (const color of words) {
    if (slots.has(color)) continue;
    if (slots.size === 256) return undefined;
    slots.set(color, slots.size);
  }
  return slots;
}

function bitsFor(colors: number): 1 | 2 | 4 | 8 {
  if (colors <= 2) return 1;
  if (colors <= 4) return 2;
  return colors <= 16 ? 4 : 8;
}

function writeIndices(out: ByteWriter, words: Uint32Array, slots: Map<number, number>): void {
  const bits = bitsFor(slots.size);
  const each = 8 / bits;
  for (let at = 0; at < words.length; at += each) {
    let byte = 0;
    for (let pixel = at; pixel < at + each; pixel += 1)
      byte = (byte << bits) | (slots.get(words[pixel] ?? 0) ?? 0);
    out.byte(byte);
  }
}

function readIndices(from: ByteReader, words: Uint32Array, colors: number): void {
  const palette = Array.from({ length: colors }, () => readColor(from));
  const bits = bitsFor(colors);
  const each = 8 / bits;
  const mask = (1 << bits) - 1;
  for (let at = 0; at < words.length; at += each) {
    const byte = from.byte();
    for (let pixel = at; pixel < Math.min(at + each, words.length); pixel += 1) {
      const color = palette[(byte >> (8 - bits * (pixel - at + 1))) & mask];
      if (color === undefined) throw damaged();
      words[pixel] = color;
    }
  }
}

function writeColor(out: ByteWriter, color: number): void {
  out.byte(color & 0xff);
  out.byte((color >>> 8) & 0xff);
  out.byte((color >>> 16) & 0xff);
}

/** Opaque. */
function readColor(from: ByteReader): number {
  return (from.byte() | (from.byte() << 8) | (from.byte() << 16) | 0xff00_0000) >>> 0;
}

function side(length: number): number {
  if (length < 1 || length > SIDE_MAX) throw damaged();
  return length;
}
