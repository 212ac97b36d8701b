/** What a player can keep of the game: the last while, which is gathered as it goes on, and all of it, which is asked for. */
import { type Clip, ClipError, encodeClip, frameCount } from "../../../emulator/clip/index.ts";
import { secondsOf } from "../../../emulator/index.ts";
import type { Broadcast } from "../../net/api.ts";
import { REPLAY_TRACK, SESSION_TRACK } from "../protocol/index.ts";
import { ReplayKeeper, readSession } from "../recording.ts";
import type { KeptClip, Stretch } from "../types.ts";

/** The last while. */
const LAST_SECONDS = 30;

/** How late what is read of a recording may be, in milliseconds: a group of it is ten seconds long. */
const LATENCY_MAX_MS = 40_000;

const NOTHING = "The host of this game sends no recording of it.";

/** Follows one broadcast after the other. The broadcasts are the caller's; the tracks are its own. */
export class Keeping {
  #broadcast: Broadcast.Consumer | undefined;
  #keeper: ReplayKeeper | undefined;
  /** What was kept before the present keeper began; it counts until that one has something. */
  #before: ReplayKeeper | undefined;
  #isKeeping = false;
  #shownUs: number | undefined;

  /** From now on it is this broadcast's game. */
  follow(broadcast: Broadcast.Consumer): void {
    this.end();
    this.#broadcast = broadcast;
  }

  /** A frame was shown. With the first, gathering begins: before it the picture has the connection to itself. */
  shown(timestampUs: number): void {
    if (!this.#broadcast) return;
    this.#shownUs = timestampUs;
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    if (this.#keeper?.frames) this.#before = this.#keeper;
    // A host without such a track says so at once, and the keeper ends with nothing.
    const track = this.#broadcast.subscribe(REPLAY_TRACK, { latencyMax: LATENCY_MAX_MS });
    this.#keeper = new ReplayKeeper(track, LAST_SECONDS);
  }

  /** Gathers no more until a frame is shown again. What there is stays. */
  pause(): void {
    this.#keeper?.close();
    this.#isKeeping = false;
  }

  /** The broadcast has ended. What was gathered of it stays. Idempotent. */
  end(): void {
    this.pause();
    this.#broadcast = undefined;
    this.#shownUs = undefined;
  }

  /** @throws {Error} a sentence */
  async keep(stretch: Stretch): Promise<KeptClip> {
    return pack(stretch === "last" ? this.#last() : await this.#session(), new Date());
  }

  #last(): Clip {
    const clip = this.#keeper?.clip() ?? this.#before?.clip();
    if (!clip || frameCount(clip.runs) === 0)
      throw new Error(
        this.#shownUs === undefined
          ? "Nothing of this game has been kept yet: play for a moment, and try again."
          : "Nothing of this game has been kept yet: try again in a moment. Some hosts send no recording.",
      );
    return clip;
  }

  async #session(): Promise<Clip> {
    const shownUs = this.#shownUs;
    if (!this.#broadcast || shownUs === undefined)
      throw new Error(
        "The whole session is with the host, and the game is not running: try again when it is.",
      );
    try {
      const track = this.#broadcast.subscribe(SESSION_TRACK, { latencyMax: LATENCY_MAX_MS });
      return await readSession(track, shownUs);
    } catch (cause) {
      // What a relay says of a track that is not there is no sentence for people.
      throw cause instanceof ClipError ? cause : new Error(NOTHING, { cause });
    }
  }
}

/** A clip as a file with a name. */
function pack(clip: Clip, now: Date): KeptClip {
  const frames = frameCount(clip.runs);
  return {
    file: encodeClip({ ...clip, recordedAtMs: now.getTime() }),
    name: clipFileName(clip.rom.title, now),
    frames,
    seconds: secondsOf(frames, clip.console),
  };
}

/** `{title}-{date}.mqclip`, in letters that every file system takes; the date is the local one. */
export function clipFileName(title: string, now: Date): string {
  const plain = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${plain || "game"}-${day}-${time}.mqclip`;
}
