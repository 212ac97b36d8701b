/** The frames of a track as one stream, whichever groups they are in. */
import { tryRead } from "../group/consumer.ts";
import { type Frame, Lagged } from "../group/frame.ts";
import type { Arrived } from "./arrived.ts";
import type { Location } from "./info.ts";

/**
 * A frame of the oldest group that has one ready; groups before it are let go. Throws {@link Lagged} where frames
 * were dropped, and goes on with the next group.
 */
export function tryReadFrom(groups: Arrived): (Location & Frame) | undefined {
  for (let group = groups.first; group; group = groups.first) {
    try {
      const read = tryRead(group);
      if (read) {
        const { sequence: frame, payload, timestamp } = read;
        return { group: group.sequence, frame, payload, timestamp };
      }
      if (groups.all.length === 1 && !group.done) return undefined;
      groups.drop();
    } catch (error) {
      groups.drop();
      if (error instanceof Lagged) throw error;
      // A group that broke off is let go as one that is behind: the track itself goes on.
    }
  }
  return undefined;
}
