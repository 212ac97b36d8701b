import { encodeClip, frameCount, rebaseClip } from "../../emulator/clip/index.ts";
import { writeWhole } from "../headless/index.ts";
import { PLAYING, PLAYING_HELP, partsFor, readClip } from "./clips.ts";
import { type Command, Exit, onlyFile, parseCommandLine, UsageError } from "./command.ts";

/** `rebase`: a clip from a state made one from power-on, which later builds of the core play too. */
export const command: Command = {
  help: `moq-arcade rebase: makes a clip that begins from a state begin from power-on, so that it can be kept for years.

  moq-arcade rebase CLIP --session CLIP -o FILE [options]

  --session CLIP   the whole session that the clip is out of, from power-on
  -o, --output FILE
                   where the new clip goes; what is there is replaced
${PLAYING_HELP}

Session and clip are played and compared on the way; nothing is written where they do not belong together.`,

  async run(args, { print }) {
    const { values, positionals } = parseCommandLine(args, {
      ...PLAYING,
      session: { type: "string" },
      output: { type: "string", short: "o" },
    });
    const path = onlyFile(positionals, "the clip to rebase");
    const { session: sessionPath, output } = values;
    if (sessionPath === undefined) throw new UsageError("Name the clip of the whole session with --session.");
    if (output === undefined) throw new UsageError("Say where the new clip goes with -o.");
    const clip = await readClip(path);
    const session = await readClip(sessionPath);
    const rebased = rebaseClip(clip, session, await partsFor(clip, values));
    const file = encodeClip(rebased);
    await writeWhole(output, file);
    const frames = frameCount(rebased.runs);
    const added = frames - frameCount(clip.runs);
    if (values.json) print(JSON.stringify({ clip: output, frames, added, bytes: file.length }));
    else
      print(
        `${output}: ${frames} frames from power-on, ${added} of them before the clip; ${file.length} bytes`,
      );
    return Exit.FINE;
  },
};
