import type { Clip, Run } from "./clip.ts";
import { ClipError } from "./error.ts";
import { pictureHash } from "./hashes.ts";
import { ClipRecorder } from "./recorder.ts";
import { type ClipParts, startClip } from "./start.ts";

/**
 * Makes a clip that begins from a state begin from power-on, by the clip of the whole session that it is out of: the
 * session is played up to where the clip begins, then the clip, and both are checked on the way. The marks are
 * the clip's own, and one where it began.
 *
 * @param session begins from power-on
 * @throws {ClipError} `unrelated` where the two do not belong together; as `startClip`.
 */
export function rebaseClip(clip: Clip, session: Clip, parts: ClipParts): Clip {
  if (clip.start.type === "power-on") return clip;
  if (session.start.type !== "power-on")
    throw unrelated("the session begins from a state itself: record it from power-on");
  if (session.rom.hash !== clip.rom.hash || session.console !== clip.console)
    throw unrelated("it is a session of another game or console");
  const places = placesOf(session, clip);
  for (const place of places) {
    const rebased = tryRebase(clip, session, place, parts);
    if (rebased) return rebased;
  }
  throw unrelated("the clip does not go on from anywhere in that session");
}

/** Where in the session the clip may begin: where as many frames have run since power-on. */
function placesOf(session: Clip, clip: Clip): number[] {
  const since = clip.start.type === "state" ? clip.start.frame : 0;
  const places: number[] = [];
  let powerOn = 0;
  let at = 0;
  for (const { frames, reset } of session.runs) {
    if (reset) powerOn = at;
    at += frames;
    const place = powerOn + since;
    if (place <= at && place > at - frames) places.push(place);
  }
  return places;
}

function tryRebase(clip: Clip, session: Clip, place: number, parts: ClipParts): Clip | undefined {
  const player = startClip(session, parts);
  try {
    const { emulator } = player;
    const { recordedAtMs } = clip;
    const recorder = new ClipRecorder(emulator, recordedAtMs === undefined ? {} : { recordedAtMs });
    let played = 0;
    const play = (run: Run, frames: number) => {
      if (run.reset) {
        emulator.reset();
        recorder.reset();
      }
      for (let count = 0; count < frames; count += 1, played += 1) {
        emulator.step(run.buttons);
        recorder.stepped(run.buttons);
      }
    };
    for (const run of session.runs) {
      if (played === place) break;
      play(run, Math.min(run.frames, place - played));
    }
    recorder.mark("here the clip began");
    const { stride, values } = clip.pictureHashes;
    const marks = clip.marks.map(({ frame, label }) => ({ frame: frame + place, label }));
    for (const run of clip.runs) {
      const { reset: _, ...rest } = run;
      for (let count = 0; count < run.frames; count += 1) {
        play(count === 0 ? run : rest, 1);
        const expected = values[(played - place) / stride - 1];
        if (expected !== undefined && expected !== pictureHash(emulator)) return undefined;
      }
    }
    const rebased = recorder.clip();
    return { ...rebased, marks: [...rebased.marks, ...marks] };
  } finally {
    player.close();
  }
}

function unrelated(why: string): ClipError {
  return new ClipError("unrelated", `The clip cannot be rebased: ${why}.`);
}
