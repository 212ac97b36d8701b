/** Clips of a game that is watched: from its `replay` track the last while, from its `session` track all of it. */
import {
  type Clip,
  ClipError,
  compactStart,
  decodeClip,
  decodePiece,
  frameCount,
  joinClips,
  joinPieces,
  type Piece,
} from "../../emulator/clip/index.ts";
import { secondsOf } from "../../emulator/index.ts";
import type { Group, Track } from "../net/api.ts";

/** What a group may hold, in bytes: what a clip's file may. */
const GROUP_MAX_BYTES = 16 * 1024 * 1024;

/** Where nothing more has come for so long, there is nothing more: the game stands still. In milliseconds. */
const SILENCE_MS = 2_000;

/** How long the recording may take to begin, in milliseconds. A host without one says so at once, or never. */
const FIRST_MAX_MS = 10_000;

/** A group as far as it has been read. */
export interface ReplayGroup {
  head: Clip;
  pieces: Piece[];
  frames: number;
  /** Whether all of it was read, so that the next may follow. */
  whole: boolean;
}

/** Keeps the last while of a game as it goes on. Owns its track. */
export class ReplayKeeper {
  /** Resolves with the track's end. Never rejects. */
  readonly done: Promise<void>;
  #track: Track.Subscriber;
  #group: Group.Consumer | undefined;
  #keepSeconds: number;
  /** The oldest first, each where the one before ends. */
  #kept: ReplayGroup[] = [];

  /** @param keepSeconds how much can be asked for, in seconds of the game; up to a group more is kept */
  constructor(track: Track.Subscriber, keepSeconds: number) {
    this.#track = track;
    this.#keepSeconds = keepSeconds;
    this.done = this.#run();
  }

  /** Frames that a clip would have now. */
  get frames(): number {
    return this.#kept.reduce((sum, { frames }) => sum + frames, 0);
  }

  /** What there is of the last while, with a mark where that begins. Nothing before the first group. */
  clip(): Clip | undefined {
    const clips = this.#kept.map(({ head, pieces }) => joinPieces(head, pieces));
    const [first, ...others] = clips;
    if (!first) return undefined;
    const joined = joinClips([first, ...others]);
    const clip = { ...joined, start: compactStart(joined.start) };
    const frames = frameCount(clip.runs);
    const from = frames - this.#keepFrames(clip);
    return from > 0 ? { ...clip, marks: [{ frame: from, label: "kept from here" }] } : clip;
  }

  /** Idempotent. */
  close(): void {
    this.#track.close();
    this.#group?.close();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const group = await this.#track.nextGroup();
        if (!group) return;
        await this.#read(group);
      }
    } catch (error) {
      console.debug("replay:", error);
    } finally {
      this.#track.close();
    }
  }

  async #read(group: Group.Consumer): Promise<void> {
    this.#group = group;
    try {
      await readReplayGroup(group, (kept, isNew) => {
        if (isNew) this.#begin(kept);
      });
    } catch (error) {
      // What was read of it is good; what comes next does not follow from it.
      console.debug("replay:", error);
    } finally {
      group.close();
    }
  }

  #begin(kept: ReplayGroup): void {
    const last = this.#kept.at(-1);
    if (!last?.whole || !follows(last, kept)) this.#kept = [];
    this.#kept.push(kept);
    const keepFrames = this.#keepFrames(kept.head);
    while (this.#kept.length > 1 && this.frames - (this.#kept[0]?.frames ?? 0) >= keepFrames)
      this.#kept.shift();
  }

  #keepFrames({ console }: Clip): number {
    return Math.round(this.#keepSeconds / secondsOf(1, console));
  }
}

/**
 * All of a game since it was switched on, up to what is shown now. The track is closed.
 *
 * @param shownUs the timestamp of a frame that the clip is to have, in microseconds
 * @throws {ClipError} where the host does not send it
 */
export async function readSession(track: Track.Subscriber, shownUs: number): Promise<Clip> {
  try {
    const group = await firstGroup(track);
    if (!group) throw unknown();
    let kept: ReplayGroup | undefined;
    const read = readReplayGroup(group, (now, _isNew, timestampUs) => {
      kept = now;
      // A container may round it to another microsecond.
      if (timestampUs >= shownUs - 1) caughtUp.resolve();
      else heard();
    });
    const caughtUp = Promise.withResolvers<void>();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(caughtUp.resolve, SILENCE_MS);
    };
    heard();
    try {
      await Promise.race([caughtUp.promise, read]);
    } finally {
      clearTimeout(silence);
      group.close();
      read.catch(() => {});
    }
    if (!kept) throw unknown();
    const clip = joinPieces(kept.head, kept.pieces);
    return { ...clip, start: compactStart(clip.start) };
  } finally {
    track.close();
  }
}

/** Reads a head and the pieces behind it, and tells of each with its frame's time. Rejects with what is wrong with them. */
export async function readReplayGroup(
  group: Group.Consumer,
  onRead: (kept: ReplayGroup, isNew: boolean, timestampUs: number) => void,
): Promise<void> {
  let kept: ReplayGroup | undefined;
  let bytes = 0;
  for await (const { payload, timestampUs } of framesOf(group)) {
    bytes += payload.byteLength;
    if (bytes > GROUP_MAX_BYTES)
      throw new ClipError("too-large", "The host sends more than a clip may hold.");
    if (!kept) {
      kept = { head: decodeClip(payload), pieces: [], frames: 0, whole: false };
      onRead(kept, true, 0);
      continue;
    }
    const piece = decodePiece(payload);
    if (piece.frame !== kept.frames) throw new ClipError("damaged", "A part of the recording is missing.");
    kept.pieces.push(piece);
    kept.frames += frameCount(piece.runs);
    onRead(kept, false, timestampUs);
  }
  if (kept) kept.whole = true;
}

/** Many at a time: a reader that reads one by one in the host's own process would be behind after 1024 of them. */
async function* framesOf(
  group: Group.Consumer,
): AsyncGenerator<{ payload: Uint8Array; timestampUs: number }> {
  const { timescale } = group;
  for (let batch = await group.readFrames(); batch; batch = await group.readFrames()) {
    let offset = 0;
    for (let i = 0; i < batch.index.length; i += 2) {
      const end = offset + (batch.index[i + 1] ?? 0);
      const timestampUs = ((batch.index[i] ?? 0) * 1e6) / timescale;
      yield { payload: batch.bytes.subarray(offset, end), timestampUs };
      offset = end;
    }
  }
}

/** Whether a recording goes on where another ends: as many frames have run since power-on, and the strides are the same. */
export function follows(before: ReplayGroup, after: ReplayGroup): boolean {
  const { start, pictureHashes, soundHashes, rom, coreHash } = before.head;
  const { head } = after;
  if (head.rom.hash !== rom.hash || head.coreHash !== coreHash) return false;
  if (head.pictureHashes.stride !== pictureHashes.stride || head.soundHashes.stride !== soundHashes.stride)
    return false;
  if (before.frames % pictureHashes.stride !== 0 || before.frames % soundHashes.stride !== 0) return false;
  let sincePowerOn = start.type === "state" ? start.frame : 0;
  for (const { runs } of before.pieces)
    for (const { frames, reset } of runs) sincePowerOn = (reset ? 0 : sincePowerOn) + frames;
  return head.start.type === "state" && head.start.frame === sincePowerOn;
}

function unknown(): ClipError {
  return new ClipError("damaged", "The host of this game sends no recording of it.");
}

/** Rejects where it takes too long. */
async function firstGroup(track: Track.Subscriber): Promise<Group.Consumer | undefined> {
  const late = Promise.withResolvers<never>();
  const sentence = `The host of this game has sent no recording of it within ${FIRST_MAX_MS / 1000} seconds.`;
  const timer = setTimeout(() => late.reject(new ClipError("damaged", sentence)), FIRST_MAX_MS);
  try {
    return await Promise.race([track.nextGroup(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
