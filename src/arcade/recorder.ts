/** A game recorded from its `replay` track for as long as somebody wants: docs/wire.md. */
import {
  type Clip,
  compactStart,
  frameCount,
  joinClips,
  joinPieces,
  type Picture,
} from "../../emulator/clip/index.ts";
import { secondsOf } from "../../emulator/index.ts";
import type { Group, Track } from "../net/api.ts";
import { follows, type ReplayGroup, readReplayGroup } from "./recording.ts";

/** What a recording has at most, in seconds of the game: a day, which is two thirds of what a clip's file may be. */
export const RECORDING_MAX_SECONDS = 24 * 60 * 60;

/** Each group brings a picture: where there are more than this, every other one is let go of. */
const PICTURES_MAX = 64;

/**
 * What breaks off within so many seconds of the game after it was asked for is begun anew with what follows: a group that was
 * written for somebody who has just left may still come from the relay, and ends when its host notices.
 */
const BEGIN_SECONDS = 1;

/** Why a recording is over. */
export type RecordingEnd =
  /** It has as many frames as were wanted, or was stopped. */
  | "done"
  /** The game has ended. */
  | "ended"
  /** The track broke off, or goes on from elsewhere: its host has loaded a state, or the relay is gone. */
  | "broken"
  /** There is no room for more. */
  | "full";

export interface RecordingOptions {
  /** The timestamp of the frame on which recording was asked for, in microseconds: a group may begin seconds before it. */
  fromUs: number;
  /** How many seconds of the game are wanted from there on; until it is stopped if not given. */
  seconds?: number;
  /** Stops it, with what there is. */
  signal: AbortSignal;
  /** @param seconds of the game that there are from `fromUs` on */
  onProgress?: (seconds: number) => void;
}

/** One recording. Owns its track. */
export class ReplayRecorder {
  #track: Track.Subscriber;
  #options: RecordingOptions;
  /** The groups that were read to their end. */
  #clip: Clip | undefined;
  #last: ReplayGroup | undefined;
  /** The group that is being read. */
  #group: ReplayGroup | undefined;
  #reading: Group.Consumer | undefined;
  /** Frames of the groups before the one that is being read. */
  #before = 0;
  /** Frames from where it was asked for on. */
  #frames = 0;

  constructor(track: Track.Subscriber, options: RecordingOptions) {
    this.#track = track;
    this.#options = options;
  }

  /** Records until it is over. To be called once; never rejects. */
  async run(): Promise<RecordingEnd> {
    const { signal } = this.#options;
    const stop = () => {
      this.#track.close();
      this.#reading?.close();
    };
    signal.addEventListener("abort", stop);
    try {
      for (;;) {
        if (signal.aborted) return "done";
        const end = await this.#readGroup();
        if (end) return end;
      }
    } catch {
      return signal.aborted ? "done" : "broken";
    } finally {
      signal.removeEventListener("abort", stop);
      this.#track.close();
    }
  }

  /** What was recorded, with a mark where it was asked for. Nothing where not a frame came. */
  clip(): Clip | undefined {
    const clip = this.#joined();
    const frames = frameCount(clip?.runs ?? []);
    if (!clip || frames === 0) return undefined;
    const from = frames - this.#frames;
    const marks = from > 0 ? [{ frame: from, label: "recorded from here" }] : [];
    return { ...clip, start: compactStart(clip.start), marks };
  }

  /** @returns why it is over, where it is */
  async #readGroup(): Promise<RecordingEnd | undefined> {
    const group = await this.#track.nextGroup();
    if (!group) return this.#options.signal.aborted ? "done" : "ended";
    this.#reading = group;
    let end: RecordingEnd | undefined;
    try {
      await readReplayGroup(group, (kept, isNew, timestampUs) => {
        // What is read behind the end is in no clip.
        if (end) return;
        end = isNew ? this.#begin(kept) : this.#heard(kept, timestampUs);
        if (end) group.close();
      });
    } catch (error) {
      // A group that was let go of breaks off, and of one from before this was asked for nothing is missed.
      if (!end && !this.#forgetEarlier()) throw error;
    } finally {
      group.close();
    }
    return end;
  }

  #begin(kept: ReplayGroup): RecordingEnd | undefined {
    const isNext = !this.#last || (this.#last.whole && follows(this.#last, kept));
    if (!isNext && !this.#forgetEarlier()) return "broken";
    this.#clip = this.#joined();
    this.#before += this.#group?.frames ?? 0;
    this.#group = kept;
    this.#last = kept;
    return undefined;
  }

  /** Begins anew where next to nothing has come yet of what is wanted. @returns whether that is so */
  #forgetEarlier(): boolean {
    const console = this.#last?.head.console;
    if (console && secondsOf(this.#frames, console) > BEGIN_SECONDS) return false;
    this.#frames = 0;
    this.#clip = undefined;
    this.#group = undefined;
    this.#last = undefined;
    this.#before = 0;
    return true;
  }

  #heard(kept: ReplayGroup, timestampUs: number): RecordingEnd | undefined {
    const { fromUs, seconds: wanted = RECORDING_MAX_SECONDS, onProgress } = this.#options;
    const total = this.#before + kept.frames;
    const frameSeconds = secondsOf(1, kept.head.console);
    const since = Math.round((timestampUs - fromUs) / 1e6 / frameSeconds) + 1;
    this.#frames = Math.max(0, Math.min(total, since));
    onProgress?.(this.#frames * frameSeconds);
    if (this.#frames >= Math.ceil(wanted / frameSeconds)) return "done";
    return total * frameSeconds >= RECORDING_MAX_SECONDS ? "full" : undefined;
  }

  #joined(): Clip | undefined {
    const now = this.#group && joinPieces(this.#group.head, this.#group.pieces);
    if (!now || !this.#clip) return now;
    const joined = joinClips([this.#clip, now]);
    return { ...joined, pictures: thinned(joined.pictures) };
  }
}

function thinned(pictures: readonly Picture[]): readonly Picture[] {
  return pictures.length > PICTURES_MAX ? pictures.filter((_, at) => at % 2 === 0) : pictures;
}
