/** How a broadcast that is watched fares, from what is known: a pure function. */
import type { WatchStatus } from "../types.ts";

export interface Facts {
  /** Whether it is said what is watched, and where. */
  source: "none" | "known";
  connected: boolean;
  connectionError?: string | undefined;
  /** Whether there was a picture or sound since it was said what is watched. */
  seen: boolean;
  /** Whether the broadcast is asked for, rather than at its end. */
  live: boolean;
  /** The viewer has paused. */
  paused: boolean;
  senderPaused?: boolean;
  /** Whether picture or sound are downloaded at all. */
  wanted: boolean;
  /** Why nothing of the broadcast can be played. */
  problem?: string | undefined;
}

/** Without anything to show for so long, in milliseconds, playback stands still. */
export const STALL_MS = 3_000;

/**
 * @param sinceMs how long ago the last picture or sound was, in milliseconds
 * @param last what was told before
 */
export function watchStatus(facts: Facts, sinceMs: number, last: WatchStatus): WatchStatus {
  if (facts.source === "none")
    return {
      state: "waiting",
      error: "There is nothing to watch yet: it takes a relay's address and a name.",
    };
  if (!facts.connected) {
    const why = facts.connectionError && asSentence(facts.connectionError);
    if (facts.seen) return { state: "lost", error: "The relay is lost. Trying again." };
    return why ? { state: "connecting", error: why } : { state: "connecting" };
  }
  if (facts.problem !== undefined) return { state: "failed", error: facts.problem };
  if (!facts.live && facts.seen) return { state: "lost", error: "The broadcast has ended." };
  if (facts.paused && facts.seen) return { state: "paused" };
  if (facts.senderPaused) return { state: "paused", error: "The sender has paused." };
  // Out of sight and unheard nothing comes, and nothing is wrong.
  if (!facts.wanted && facts.seen) return last.state === "playing" ? last : { state: "paused" };
  if (sinceMs < STALL_MS) return { state: "playing" };
  if (facts.seen)
    return { state: "waiting", error: "Nothing comes any more. It goes on as soon as something does." };
  return { state: "waiting" };
}

/** With a capital letter, and one full stop. */
function asSentence(message: string): string {
  const text = message.trim().replace(/\.+$/, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
