import { decodeClip, describe } from "../../emulator/clip/index.ts";
import { contentHash, toButtons } from "../../emulator/index.ts";
import { encodePng, readSource, writeWhole } from "../headless/index.ts";
import { openClip, PLAYING, PLAYING_HELP, playTo, summary, summaryLines } from "./clips.ts";
import { type Command, Exit, onlyFile, parseCommandLine, UsageError } from "./command.ts";

/** `replay`: plays a clip, and says what is in it and what it came to. */
export const command: Command = {
  help: `moq-arcade replay: plays a clip as fast as it goes; says what is in it, and the hash of a picture.

  moq-arcade replay CLIP [options]

  --frame N        play up to this frame (the last)
  --png FILE       write the picture of that frame
${PLAYING_HELP}

The hash is of the picture as RGBA. Exit code 1 where the clip differs from what was recorded on the way.`,

  async run(args, { print, warn, signal }) {
    const { values, positionals } = parseCommandLine(args, {
      ...PLAYING,
      frame: { type: "string" },
      png: { type: "string" },
    });
    const file = await readSource(onlyFile(positionals, "a clip"));
    const clip = decodeClip(file);
    const player = await openClip(clip, values);
    try {
      const frame = frameOf(values.frame, player.frames);
      await playTo(player, frame, signal);
      const { divergence } = player;
      const picture = player.picture();
      const hash = contentHash(picture.rgba);
      const told = summary(clip, file.length);
      const buttons = toButtons(player.buttonsAt(frame));
      if (values.png !== undefined) await writeWhole(values.png, encodePng(picture));
      if (values.json)
        print(JSON.stringify({ ...told, played: { frame, buttons, hash, diverged: divergence?.frame } }));
      else {
        for (const line of summaryLines(told)) print(line);
        print(
          `${"played".padEnd(10)}to frame ${frame}: picture ${hash}, ${buttons.join(", ") || "no button"} held`,
        );
        if (values.png !== undefined) print(`${"written".padEnd(10)}${values.png}`);
      }
      if (divergence) warn(describe(divergence));
      return divergence ? Exit.DIVERGED : Exit.FINE;
    } finally {
      player.close();
    }
  },
};

function frameOf(text: string | undefined, frames: number): number {
  if (text === undefined) return frames;
  const frame = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (frame <= frames) return frame;
  throw new UsageError(`--frame takes a frame from 0 to ${frames}, the last of this clip, not "${text}".`);
}
