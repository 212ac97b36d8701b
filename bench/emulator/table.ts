/** The figures for people. */
import type { Cost, EmulatorResult } from "./index.ts";
import { CONSOLES } from "./play.ts";

const NAMES = {
  boytacean: "boytacean natively, as it comes",
  native: "the core natively",
  node: "the core in Node",
  chromium: "the core in Chromium",
  "wasmboy-node": "wasmboy in Node",
  "wasmboy-chromium": "wasmboy in Chromium",
  "gambatte-chromium": "EmulatorJS's Gambatte in Chromium",
} as const;

const ofCost = ({ p50, p95, p99, count }: Cost) =>
  `p50 ${p50.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms (${count} times)`;

/** Lines of a label and what was measured. */
export function emulatorTable(result: EmulatorResult): string {
  const { machine, load, frameRates, shares, costs } = result;
  const rows: [string, string][] = [];
  for (const console of CONSOLES.filter((console) => Object.keys(frameRates[console]).length > 0)) {
    rows.push([`frames a second, ${console}`, `${result.rom}, with sound, ${result.frames} frames a round`]);
    for (const [runner, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
      const rate = frameRates[console][runner];
      if (!rate) continue;
      const { boytacean = 0, native = 0 } = shares[console][runner] ?? {};
      const share =
        runner === "boytacean"
          ? ""
          : `, ${boytacean.toFixed(2)} of boytacean, ${native.toFixed(2)} of native`;
      const range = `${rate.min.toFixed(0)} to ${rate.max.toFixed(0)}, ${rate.count} rounds`;
      rows.push([`  ${name}`, `${rate.median.toFixed(0)}${share} (${range})`]);
    }
  }
  for (const [where, name] of [
    ["node", "Node"],
    ["chromium", "Chromium"],
  ] as const) {
    if (!costs) break;
    for (const kind of ["snapshot", "restore", "save", "load"] as const)
      rows.push([`${kind} in ${name}`, ofCost(costs[where][kind])]);
    rows.push([`arithmetic as long as a save in ${name}`, ofCost(costs[where].idle)]);
  }
  for (const [watched, name] of [
    ["heard", "heard (no picture is encoded)"],
    ["seen", "with a viewer (H.264 and Opus)"],
  ] as const) {
    const hosted = result.hosted[watched];
    if (!hosted) continue;
    const tried = hosted.tried.map(({ games, slowest }) => `${games} at ${slowest.toFixed(3)}`).join(", ");
    rows.push([`games on one core, each ${name}`, `${hosted.games} (the slowest of ${tried})`]);
  }
  for (const error of result.errors) rows.push(["could not run", error]);
  rows.push(
    ["machine", `${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.system}`],
    ["with", `Node ${machine.node}, Chromium ${machine.chromium}, commit ${machine.commit}`],
    ["load average", `${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after`],
  );
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join("\n");
}
