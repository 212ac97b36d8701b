/**
 * Pictures as an encoder wants them, for where no canvas makes that of them. Pure functions.
 *
 * Luma and chroma by ITU-R BT.601 in the range of video (16 to 235, 16 to 240), with weights of 1/65536: what a
 * decoder takes a small picture for that says nothing of itself.
 */

/** Bytes of a picture of so many pixels at twice its width and height: four of luma each, and two of chroma. */
export function doubledSize(pixels: number): number {
  return 6 * pixels;
}

/**
 * Each pixel as a square of two by two, in I420: that has chroma for just such squares, so no colour is mixed with
 * its neighbour's.
 *
 * @param pixels RGBA, red in the lowest byte; alpha is not looked at
 * @param planes `doubledSize` bytes: luma, then blue's difference, then red's
 */
export function doubleToI420(pixels: Uint32Array, width: number, planes: Uint8Array): void {
  const doubled = 2 * width;
  const blues = 4 * pixels.length;
  const reds = blues + pixels.length;
  // Neighbours are mostly the same.
  let last = -1;
  let luma = 0;
  let blue = 0;
  let red = 0;
  for (let from = 0, row = 0; from < pixels.length; row += 2 * doubled) {
    for (let to = row; to < row + doubled; to += 2, from += 1) {
      const pixel = pixels[from] ?? 0;
      if (pixel !== last) {
        last = pixel;
        const r = pixel & 0xff;
        const g = (pixel >>> 8) & 0xff;
        const b = (pixel >>> 16) & 0xff;
        luma = (16_829 * r + 33_039 * g + 6_416 * b + 0x10_8000) >>> 16;
        blue = (-9_714 * r - 19_070 * g + 28_784 * b + 0x80_8000) >>> 16;
        red = (28_784 * r - 24_103 * g - 4_681 * b + 0x80_8000) >>> 16;
      }
      planes[to] = luma;
      planes[to + 1] = luma;
      planes[blues + from] = blue;
      planes[reds + from] = red;
    }
    planes.copyWithin(row + doubled, row, row + doubled);
  }
}
