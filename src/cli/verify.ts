import { join } from "node:path";

import {
  type ClipPlayer,
  type Comparison,
  type Divergence,
  describe,
  type Picture,
} from "../../emulator/clip/index.ts";
import { EmulatorError, toButtons } from "../../emulator/index.ts";
import { encodePng, showDifference, writeWhole } from "../headless/index.ts";
import {
  clipsIn,
  openClip,
  PLAYING,
  PLAYING_HELP,
  type Playing,
  playTo,
  readClip,
  seconds,
} from "./clips.ts";
import { type Command, Exit, parseCommandLine, Stopped, UsageError } from "./command.ts";

/** What became of one clip: a line of `--json`. */
export type Verdict =
  | { clip: string; result: "exact"; frames: number; seconds: number }
  | {
      clip: string;
      result: "diverged";
      frame: number;
      of: Divergence["of"] | "crash";
      buttons: string[];
      message: string;
      pictures: string[];
    }
  | { clip: string; result: "unplayable"; message: string };

/** `verify`: whether clips still play as they were recorded. */
export const command: Command = {
  help: `moq-arcade verify: plays clips, and compares each frame with what was recorded.

  moq-arcade verify CLIP|DIR... [options]

  --pictures DIR   where one differs, write here the picture of the first frame that does and, of the first
                   frame from there on that the clip has kept, the two pictures and their difference
${PLAYING_HELP}

With --json, one object a line for each clip. A folder stands for every .mqclip in it, however deep. All are
played, whatever becomes of one.

Exit code 0: all play exactly. 1: one or more differ; the first frame that does is told. 2: none differs, but one or
more could not be played.`,

  async run(args, terminal) {
    const { values, positionals } = parseCommandLine(args, { ...PLAYING, pictures: { type: "string" } });
    if (positionals.length === 0) throw new UsageError("Name one clip or more, or a folder of them.");
    const counts = { exact: 0, diverged: 0, unplayable: 0 };
    for (const clip of await clipsIn(positionals)) {
      const verdict = await verify(clip, values, values.pictures, terminal.signal);
      counts[verdict.result] += 1;
      if (values.json) terminal.print(JSON.stringify(verdict));
      else tell(verdict, terminal);
    }
    const { exact, diverged, unplayable } = counts;
    if (!values.json) terminal.print(`clips: ${exact} exact, ${diverged} diverged, ${unplayable} unplayable`);
    if (diverged > 0) return Exit.DIVERGED;
    return unplayable > 0 ? Exit.CANNOT : Exit.FINE;
  },
};

async function verify(
  clip: string,
  playing: Playing,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<Verdict> {
  let player: ClipPlayer;
  try {
    player = await openClip(await readClip(clip), playing);
  } catch (error) {
    return { clip, result: "unplayable", message: sentenceOf(error) };
  }
  try {
    await playTo(player, player.frames, signal, () => player.divergence !== undefined);
    const { divergence, frames } = player;
    if (!divergence) return { clip, result: "exact", frames, seconds: seconds(frames, player.clip.console) };
    const { frame, of, buttons } = divergence;
    const pictures =
      folder === undefined
        ? []
        : await writePictures(join(folder, fileSafe(clip)), divergence, player.compare());
    const message = describe(divergence);
    return { clip, result: "diverged", frame, of, buttons: toButtons(buttons), message, pictures };
  } catch (error) {
    if (error instanceof Stopped) throw error;
    if (error instanceof EmulatorError && error.reason === "crashed") return crashed(clip, player, error);
    return { clip, result: "unplayable", message: sentenceOf(error) };
  } finally {
    player.close();
  }
}

/** What crashes now did not when it was recorded. */
function crashed(clip: string, player: ClipPlayer, { message }: EmulatorError): Verdict {
  const frame = player.frame + 1;
  const buttons = toButtons(player.buttonsAt(frame));
  return { clip, result: "diverged", frame, of: "crash", buttons, message, pictures: [] };
}

/** Writes what there is to look at, and says where: each path begins with `path`. */
async function writePictures(
  path: string,
  { frame, actual }: Divergence,
  comparison: Comparison | undefined,
): Promise<string[]> {
  const pictures: [string, Pick<Picture, "width" | "height" | "rgba">][] = [[`${frame}-actual`, actual]];
  if (comparison) {
    const at = comparison.expected.frame;
    pictures.push([`${at}-expected`, comparison.expected], [`${at}-actual`, comparison.actual]);
    const { image } = showDifference(comparison.expected, comparison.actual);
    if (image) pictures.push([`${at}-difference`, image]);
  }
  const written = new Map(pictures.map(([name, picture]) => [`${path}-frame-${name}.png`, picture]));
  for (const [file, picture] of written) await writeWhole(file, encodePng(picture));
  return [...written.keys()];
}

function tell(
  verdict: Verdict,
  { print, warn }: { print(line: string): void; warn(line: string): void },
): void {
  switch (verdict.result) {
    case "exact":
      print(`✓ ${verdict.clip}  ${verdict.frames} frames, ${verdict.seconds} s of play`);
      return;
    case "diverged":
      print(`✗ ${verdict.clip}  frame ${verdict.frame}`);
      warn(`${verdict.clip}: ${verdict.message}`);
      for (const picture of verdict.pictures) print(`    ${picture}`);
      return;
    case "unplayable":
      print(`✗ ${verdict.clip}  unplayable`);
      // What is wrong with a file as such names it already.
      warn(
        verdict.message.startsWith(verdict.clip) ? verdict.message : `${verdict.clip}: ${verdict.message}`,
      );
      return;
  }
}

/** A path as a file's name: clips of the same name in two folders keep apart. */
function fileSafe(path: string): string {
  return path
    .replace(/\.mqclip$/, "")
    .replace(/^[./]+/, "")
    .replace(/[^\w.-]+/g, "_");
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
