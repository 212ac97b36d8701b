/** Moving the parts of the pad: pure. */
import { DEFAULT_PLACE, type PadPlace, SCALE_MAX, SCALE_MIN } from "../settings/index.ts";

/** An element's place on the page, in CSS pixels. */
export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What keeps a part of so much within the room: less than that where it is within already, or too large for it. */
function limited(by: number, start: number, size: number, roomStart: number, roomSize: number): number {
  const least = Math.min(0, roomStart - start);
  const most = Math.max(0, roomStart + roomSize - (start + size));
  return Math.min(most, Math.max(least, by));
}

/** A number that is kept: no finer than anybody sees. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;

/**
 * A part that was moved, no further than the room's edge.
 * @param rect where it was
 * @param room the console
 * @param dx to the right, in CSS pixels
 * @param dy down
 * @param mirrored whether places count from the other side
 */
export function movedPlace(
  place: PadPlace,
  rect: Rect,
  room: Rect,
  dx: number,
  dy: number,
  mirrored: boolean,
): PadPlace {
  if (!(room.width > 0) || !(room.height > 0)) return place;
  const right = limited(dx, rect.left, rect.width, room.left, room.width) / room.width;
  const down = limited(dy, rect.top, rect.height, room.top, room.height) / room.height;
  const within = (value: number) => Math.min(1, Math.max(-1, rounded(value)));
  return { ...place, x: within(place.x + (mirrored ? -right : right)), y: within(place.y + down) };
}

/** A part that was made larger, or smaller. */
export function scaledPlace(place: PadPlace, factor: number): PadPlace {
  return { ...place, scale: Math.min(SCALE_MAX, Math.max(SCALE_MIN, rounded(place.scale * factor))) };
}

/** Where a part is, to be read aloud. */
export function placeText(place: PadPlace): string {
  const percent = (value: number) => `${Math.round(Math.abs(value) * 100)}%`;
  const { x, y, scale } = place;
  if (x === DEFAULT_PLACE.x && y === DEFAULT_PLACE.y && scale === DEFAULT_PLACE.scale)
    return "where it was at first";
  const across = x === 0 ? [] : [`${percent(x)} to the ${x > 0 ? "right" : "left"}`];
  const along = y === 0 ? [] : [`${percent(y)} ${y > 0 ? "down" : "up"}`];
  return [...across, ...along, `${Math.round(scale * 100)}% of its size`].join(", ");
}
