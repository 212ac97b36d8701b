/** How large a picture is shown so that each of its pixels is the same whole number of the screen's. */

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
}

export interface Placement {
  /** The screen's pixels to one of the picture's: a whole number. */
  factor: number;
  /** In CSS pixels; from the page's corner, each is a whole number of the screen's. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The largest whole multiple that fits (at least 1), in the middle of the room. */
export function placePicture(input: ScaleInput): Placement {
  const ratio = input.devicePixelRatio > 0 ? input.devicePixelRatio : 1;
  // A room of 480.00001 or 479.99999 pixels is one of 480.
  const fits = (room: number, size: number) => Math.floor((room * ratio) / size + 1e-3);
  const factor = Math.max(
    1,
    Math.min(fits(input.roomWidth, input.width), fits(input.roomHeight, input.height)),
  );
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
