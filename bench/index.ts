/**
 * `npm run bench`: measurements, printed as a table and, where asked for, written as JSON.
 *
 * Times are not asserted here or in any test: a figure is for people to judge, beside the machine's load.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { main } from "../scripts/lib/main.mjs";
import { emulatorBench, emulatorTable } from "./emulator/index.ts";
import { firstLight } from "./first-light.ts";
import { mediaBench, mediaTable } from "./media/index.ts";
import { netBench, netProfile, netTable } from "./net/index.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { table } from "./table.ts";

/** What came of a bench, and its table. */
async function measured(
  options: Options,
  say: (text: string) => void,
): Promise<[result: object, text: string]> {
  switch (options.bench) {
    case "net":
      return netBench(options, say).then((result) => [result, netTable(result)]);
    case "media":
      return mediaBench(options, say).then((result) => [result, mediaTable(result)]);
    case "emulator":
      return emulatorBench(options, say).then((result) => [result, emulatorTable(result)]);
    case "first-light":
      return firstLight(options, say).then((result) => [result, table(result)]);
    default:
      return options satisfies never;
  }
}

await main(async (args: string[]) => {
  const options = parseOptions(args);
  if (options === "help") {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const say = (text: string) => void process.stderr.write(`… ${text}\n`);
  if (options.bench === "net" && options.profile) {
    process.stdout.write(`\n${await netProfile(options, say)}\n`);
    return 0;
  }
  const [result, text] = await measured(options, say);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`\n${options.bench}\n\n${text}\n`);
  return 0;
});
