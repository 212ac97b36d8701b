/** What a host tells of its game, ours or upstream's moq-boy. */
import { Json } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { playerOf } from "../name.ts";
import { LATENCY_LABEL, type Status, StatusSchema } from "../protocol/index.ts";
import type { GameStatus, Permission, Player } from "../types.ts";

/**
 * Hands on every status of a track, until it ends; rejects where that fails. Every one, since each may tell of the
 * frame that a press was applied on. What is none is passed over, and the game goes on. The track is the caller's.
 */
export async function readStatus(track: Track.Subscriber, onStatus: (status: Status) => void): Promise<void> {
  for (;;) {
    const group = await track.nextGroup();
    if (!group) return;
    const decoder = new Json.Snapshot.Decoder();
    try {
      for (let count = 0; ; count++) {
        const frame = await group.readFrame();
        if (!frame) break;
        if (count === 0) decoder.snapshot(frame.payload);
        else decoder.delta(frame.payload);
        const status = StatusSchema.safeParse(decoder.decode());
        if (status.success) onStatus(status.data);
      }
    } catch {
      // A group that cannot be read is followed by another, which is whole.
    } finally {
      group.close();
    }
  }
}

/** Who plays. moq-boy's hosts tell who has pressed something, and not what each of them holds. */
export function playersOf({ viewers, latency }: Status): Player[] {
  if (!viewers) {
    // Those hosts know each session of ours for itself.
    const ids = new Set(Object.keys(latency).map((id) => playerOf(id).player));
    return [...ids].map((id) => ({ id, buttons: [] }));
  }
  return Object.entries(viewers).map(([id, { buttons, counted, vote, name, muted }]) => {
    // An id is a stranger's word: it may be `constructor`.
    const told = Object.hasOwn(latency, id) ? latency[id] : undefined;
    const latencyMs = told?.find(({ label }) => label === LATENCY_LABEL)?.ms;
    return {
      id,
      buttons,
      ...(counted ? { counted } : {}),
      ...(vote === undefined ? {} : { vote }),
      ...(name === undefined ? {} : { name }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(muted ? { muted } : {}),
    };
  });
}

/** What viewers of moq-boy's hosts may do: those say nothing of it. */
const MOQ_BOY_ALLOWED: readonly Permission[] = ["reset"];

/** The status as a page shows it. @param paused whether nothing comes */
export function gameStatusOf(status: Status, paused: boolean): GameStatus {
  const {
    buttons,
    mode,
    notice,
    rtt,
    pausedBy,
    speed = 1,
    allowed = MOQ_BOY_ALLOWED,
    slots,
    removed = [],
    palette,
  } = status;
  return {
    buttons,
    paused,
    players: playersOf(status),
    ...(mode === undefined ? {} : { mode }),
    ...(notice === undefined ? {} : { notice }),
    ...(rtt === undefined ? {} : { roundTripMs: rtt }),
    isHeld: pausedBy === "host",
    speed,
    allowed,
    ...(slots ? { slots: slots.map((seconds) => seconds && seconds * 1000) } : {}),
    removed,
    ...(palette === undefined ? {} : { palette }),
  };
}

/** What a glance at a game tells, told apart from what a press changes. */
export class Outline {
  #last = "";

  /** Whether the number of players, the mode or the host's distance is another than in the status before. */
  isAnother(status: Status): boolean {
    const { mode, rtt } = status;
    const name = mode?.type === "other" ? `other ${mode.name}` : mode?.type;
    const outline = [playersOf(status).length, rtt, name].join(" ");
    if (outline === this.#last) return false;
    this.#last = outline;
    return true;
  }
}
