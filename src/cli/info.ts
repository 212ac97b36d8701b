import { decodeClip } from "../../emulator/clip/index.ts";
import { readSource } from "../headless/index.ts";
import { summary, summaryLines } from "./clips.ts";
import { type Command, Exit, onlyFile, parseCommandLine } from "./command.ts";

/** `info`: what is in a clip. Needs no ROM, and plays nothing. */
export const command: Command = {
  help: `moq-arcade info: says what is in a clip, without playing it.

  moq-arcade info CLIP [options]

  --json           print JSON
  --help           print this`,

  async run(args, { print }) {
    const { values, positionals } = parseCommandLine(args, { json: { type: "boolean" } });
    const file = await readSource(onlyFile(positionals, "a clip"));
    const told = summary(decodeClip(file), file.length);
    if (values.json) print(JSON.stringify(told));
    else for (const line of summaryLines(told)) print(line);
    return Exit.FINE;
  },
};
