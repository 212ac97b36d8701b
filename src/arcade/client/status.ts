/** What a host tells of its game, ours or upstream's moq-boy. */
import { Json } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { type Status, StatusSchema } from "../protocol/index.ts";
import type { Player } from "../types.ts";

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
  if (!viewers) return Object.keys(latency).map((id) => ({ id, buttons: [] }));
  return Object.entries(viewers).map(([id, { buttons, counted, vote }]) => ({
    id,
    buttons,
    ...(counted ? { counted } : {}),
    ...(vote === undefined ? {} : { vote }),
  }));
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
