/** A viewer's `chat`, as the host reads it: what is not in order is dropped, and who floods is not listened to for a while. */
import { Json } from "../../formats/index.ts";
import type { Broadcast, Track } from "../../net/api.ts";
import { Allowance } from "../host/allowance.ts";
import { SAID_MAX_BYTES, type ViewerChat, ViewerChatSchema } from "./schemas.ts";
import { CHAT_TRACK } from "./track.ts";

/** What may come late and still be read: each frame repeats what was said before. */
const LATENCY_MAX_MS = 2_000;

/** Frames of one group; writers begin a new one long before. */
const GROUP_MAX_FRAMES = 512;

/** More than anybody types or taps. */
const FRAMES_PER_SECOND = 10;
const FRAMES_AT_ONCE = 30;

/** How long who has sent too much is not listened to, the first time; each time is twice the one before. */
const DEAF_MS = 4_000;
const DEAF_MAX_MS = 120_000;

export interface ChatReaderEvents {
  onSaid(said: ViewerChat): void;
  /** Something came that is not in order, or too much. */
  onDropped(): void;
}

/** Reads until the signal says so, or there is nothing more. Never rejects. The broadcast is the caller's. */
export async function readViewerChat(
  broadcast: Broadcast.Consumer,
  events: ChatReaderEvents,
  signal: AbortSignal,
): Promise<void> {
  const allowance = new Allowance(FRAMES_PER_SECOND, FRAMES_AT_ONCE);
  for (let deafMs = DEAF_MS; !signal.aborted; deafMs = Math.min(2 * deafMs, DEAF_MAX_MS)) {
    const wasTooMuch = await readTrack(broadcast, allowance, events, signal);
    if (!wasTooMuch || signal.aborted) return;
    events.onDropped();
    await pause(deafMs, signal);
  }
}

/** @returns whether it ended because more came than is allowed */
async function readTrack(
  broadcast: Broadcast.Consumer,
  allowance: Allowance,
  events: ChatReaderEvents,
  signal: AbortSignal,
): Promise<boolean> {
  let track: Track.Subscriber | undefined;
  const close = () => track?.close();
  try {
    track = broadcast.subscribe(CHAT_TRACK, { latencyMax: LATENCY_MAX_MS, priority: 1 });
    signal.addEventListener("abort", close);
    for (;;) {
      const group = await track.nextGroup();
      if (!group || signal.aborted) return false;
      const decoder = new Json.Snapshot.Decoder();
      try {
        for (let count = 0; count < GROUP_MAX_FRAMES; count++) {
          const frame = await group.readFrame();
          if (!frame || signal.aborted) break;
          if (!allowance.take(performance.now())) return true;
          const said = decode(decoder, frame.payload, count === 0);
          if (said) events.onSaid(said);
          else events.onDropped();
        }
      } catch {
        // A group that breaks off is followed by another, which is whole.
      } finally {
        group.close();
      }
    }
  } catch {
    // A viewer that does not chat has no such track, and one that is gone has none any more.
    return false;
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

function decode(
  decoder: Json.Snapshot.Decoder,
  payload: Uint8Array,
  isFirst: boolean,
): ViewerChat | undefined {
  if (payload.byteLength > SAID_MAX_BYTES) return undefined;
  try {
    if (isFirst) decoder.snapshot(payload);
    else decoder.delta(payload);
    return parseViewerChat(decoder.decode());
  } catch {
    return undefined;
  }
}

/** Reads what a viewer says from its JSON, or gives `undefined` where it is none. */
export function parseViewerChat(json: unknown): ViewerChat | undefined {
  const result = ViewerChatSchema.safeParse(json);
  return result.success ? result.data : undefined;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
