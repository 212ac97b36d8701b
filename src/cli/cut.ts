import { setImmediate as turn } from "node:timers/promises";

import { type Clip, ClipRecorder, describe, startClip } from "../../emulator/clip/index.ts";
import { type Playing, partsFor, playTo } from "./clips.ts";
import { Stopped } from "./command.ts";

/** Frames between two looks at whether to stop. */
const SLICE_FRAMES = 300;

/**
 * The end of a clip as a clip of its own: from a state, so it plays on this build of the core alone. The clip is played for
 * it, and compared on the way.
 *
 * @param from the frame that it begins behind; 0 or less is the whole clip
 * @throws {Stopped} on the signal; as `partsFor` and `startClip`; where the clip does not play as it was recorded
 */
export async function cutClip(
  clip: Clip,
  from: number,
  playing: Playing,
  signal: AbortSignal,
): Promise<Clip> {
  if (from <= 0) return clip;
  const player = startClip(clip, await partsFor(clip, playing));
  try {
    await playTo(player, from, signal);
    const recorder = new ClipRecorder(player.emulator);
    while (player.frame < player.frames) {
      if (signal.aborted) throw new Stopped();
      for (let count = 0; count < SLICE_FRAMES && player.frame < player.frames; count += 1) {
        if (player.resetAt(player.frame + 1)) recorder.reset();
        player.step();
        recorder.stepped(player.buttonsAt(player.frame));
      }
      await turn();
    }
    if (player.divergence)
      throw new Error(
        `The session plays otherwise here. ${describe(player.divergence)} Record it with --whole.`,
      );
    return recorder.clip();
  } finally {
    player.close();
  }
}
