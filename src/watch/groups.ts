/** Reading a track's groups in order, without waiting for ever on one that stalls. */
import type { Group, Track } from "../net/api.ts";

/** How long a group may stay open once the next has begun, in milliseconds. */
const OVERLAP_MS = 100;

/**
 * Hands each frame of a live track to `onFrame`, group by group: a group that is not at its end shortly
 * after the next began is left. Resolves when the track ends; rejects when it fails.
 */
export async function readTrack(
  track: Track.Subscriber,
  onFrame: (payload: Uint8Array, first: boolean) => void,
  onEmptyGroup: () => void = () => {},
): Promise<void> {
  let current: { group: Group.Consumer; ended: Promise<void> } | undefined;
  try {
    for (;;) {
      const group = await track.nextGroup();
      if (current) {
        const { group: previous, ended } = current;
        const timer = setTimeout(() => previous.close(new Error("the group stalls")), OVERLAP_MS);
        await ended;
        clearTimeout(timer);
      }
      if (!group) return;
      current = { group, ended: readGroup(group, onFrame, onEmptyGroup) };
    }
  } finally {
    // With an error, so that it is not taken for a group that ended empty.
    current?.group.close(new Error("the track is left"));
  }
}

/** Reads one group to its end. Never rejects: a group that breaks off is over, and the next one is whole. */
async function readGroup(
  group: Group.Consumer,
  onFrame: (payload: Uint8Array, first: boolean) => void,
  onEmptyGroup: () => void,
): Promise<void> {
  let first = true;
  try {
    for (;;) {
      const batch = await group.readFrames();
      if (!batch) break;
      let offset = 0;
      for (let i = 1; i < batch.index.length; i += 2) {
        const end = offset + (batch.index[i] ?? 0);
        onFrame(batch.bytes.subarray(offset, end), first);
        first = false;
        offset = end;
      }
    }
    if (first) onEmptyGroup();
  } catch {
    // Lagged, reset or too old: what there was has been handed on.
  } finally {
    group.close();
  }
}
