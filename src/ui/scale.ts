/** How large a picture is shown: so that each of its pixels is the same whole number of the screen's, or to fill its room. */

export interface ScaleInput {
  /** The picture, in its own pixels. */
  width: number;
  height: number;
  /** The room there is, in CSS pixels. */
  roomWidth: number;
  roomHeight: number;
  /** Where the room begins on the page, in CSS pixels: it may be between two of the screen's pixels. */
  roomLeft?: number;
  roomTop?: number;
  /** The screen's pixels to a CSS pixel. */
  devicePixelRatio: number;
  /** As large as whole pixels can be, as by default, or as there is room for. */
  fit?: "whole" | "fill";
}

export interface Placement {
  /** The screen's pixels to one of the picture's: a whole number, but for a picture that fills its room. */
  factor: number;
  /** In CSS pixels; from the page's corner, each is a whole number of the screen's. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The largest multiple that fits (a whole one is at least 1), in the middle of the room. */
export function placePicture(input: ScaleInput): Placement {
  const ratio = input.devicePixelRatio > 0 ? input.devicePixelRatio : 1;
  const largest = Math.min(
    (input.roomWidth * ratio) / input.width,
    (input.roomHeight * ratio) / input.height,
  );
  // A room of 480.00001 or 479.99999 pixels is one of 480.
  const whole = Math.max(1, Math.floor(largest + 1e-3));
  const factor = input.fit === "fill" && largest > 0 ? largest : whole;
  const width = (factor * input.width) / ratio;
  const height = (factor * input.height) / ratio;
  const middle = (start: number, room: number, size: number) =>
    Math.round((start + Math.max(0, (room - size) / 2)) * ratio) / ratio - start;
  return {
    factor,
    left: middle(input.roomLeft ?? 0, input.roomWidth, width),
    top: middle(input.roomTop ?? 0, input.roomHeight, height),
    width,
    height,
  };
}
