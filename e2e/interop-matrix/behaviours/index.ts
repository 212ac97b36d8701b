/**
 * What is looked at in every cell: each behaviour once, for whichever libraries its two peers are of.
 *
 * What may not come in: anything that is not of both libraries' API, and vitest, since these run in pages too.
 *
 * @module
 */
import { type Cell, isCrossed } from "../cells.ts";
import type { Behaviour } from "../scene.ts";
import { announcements, requests } from "./announcements.ts";
import { datagrams } from "./datagrams.ts";
import { groupReset, refusal, trackEnd, trackReset } from "./ends.ts";
import { emptyFrames, emptyGroups, hugeFrame, manyFrames, timestamps, tinyFrames } from "./frames.ts";
import {
  bounds,
  catchingUp,
  fetches,
  idleUpdates,
  range,
  severalTracks,
  trackInfo,
  updates,
} from "./subscriptions.ts";

export const BEHAVIOURS = {
  announcements,
  requests,
  "many frames": manyFrames,
  "1-byte frames": tinyFrames,
  "4-MiB frame": hugeFrame,
  "empty frames": emptyFrames,
  "empty groups": emptyGroups,
  timestamps,
  "track info": trackInfo,
  "several tracks": severalTracks,
  "catching up": catchingUp,
  bounds,
  range,
  updates,
  "updates, unread": idleUpdates,
  fetches,
  datagrams,
  "track end": trackEnd,
  "group reset": groupReset,
  "track reset": trackReset,
  refusal,
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof BEHAVIOURS;

/** What is looked at where the two peers speak different versions: what the relay has to translate. */
export const CROSSED: readonly BehaviourName[] = [
  "announcements",
  "requests",
  "1-byte frames",
  "timestamps",
  "group reset",
];

export function behavioursOf(cell: Cell): readonly BehaviourName[] {
  if (isCrossed(cell)) return CROSSED;
  return Object.keys(BEHAVIOURS) as BehaviourName[];
}
