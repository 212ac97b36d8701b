/**
 * `npm run bench`: measurements, printed as a table and, where asked for, written as JSON.
 *
 * Times are not asserted here or in any test: a figure is for people to judge, beside the machine's load.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { main } from "../scripts/lib/main.mjs";
import { firstLight } from "./first-light.ts";
import { netBench, netProfile, netTable } from "./net/index.ts";
import { HELP, parseOptions } from "./options.ts";
import { table } from "./table.ts";

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
  const [result, text] = await (options.bench === "net"
    ? netBench(options, say).then((result) => [result, netTable(result)] as const)
    : firstLight(options, say).then((result) => [result, table(result)] as const));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`\n${options.bench}\n\n${text}\n`);
  return 0;
});
