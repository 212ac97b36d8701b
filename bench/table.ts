/** The figures for people. */
import type { FirstLight } from "./first-light.ts";
import type { Size } from "./sizes.ts";
import type { Percentiles, Spread } from "./statistics.ts";

const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0)} ms`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;

const ofSpread = ({ median, min, max, count }: Spread) =>
  `${ms(median)} median (${ms(min)} to ${ms(max)}, ${count} times)`;
const ofPercentiles = ({ p50, p95, p99, count }: Percentiles) =>
  `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)} (${count} times)`;
const ofSize = ({ rawBytes, brotliBytes, files }: Size) =>
  `${kilobytes(rawBytes)}, brotli ${kilobytes(brotliBytes)} (${files.length === 1 ? "1 file" : `${files.length} files`})`;

/** Lines of a label and what was measured. */
export function table(result: FirstLight): string {
  const { machine, load, firstPicture, opening, frames, mainThread, host, inputToPicture, sizes } = result;
  const rows: [string, string][] = [
    ["opening /play to first picture", ofSpread(firstPicture.told)],
    ["  as seen in the page", ofSpread(firstPicture.seen)],
    ["  until its console takes keys", ofSpread(opening.interactive)],
    ["  from the connection to the picture", ofSpread(opening.connectedToPicture)],
    ["frames shown", `${frames.perSecond.toFixed(2)} a second over ${frames.seconds} s`],
    ["  emulated by the host", `${frames.hostPerSecond.toFixed(2)} a second`],
    ["gaps in the sound", `${frames.audioUnderruns} over ${frames.seconds} s`],
    ["input to picture", ofPercentiles(inputToPicture.told)],
    ["  as seen in the page", ofPercentiles(inputToPicture.seen)],
    ["viewer's main thread", `${ms(mainThread.perFrameMs)} a frame (TaskDuration of Performance.getMetrics)`],
    [
      "  of it",
      `script ${ms(mainThread.scriptMs)}, style ${ms(mainThread.styleMs)}, layout ${ms(mainThread.layoutMs)} in all`,
    ],
    ["host's Worker", `emulation ${ms(host.emulationMs)}, encoding ${ms(host.encodeMs)} a frame`],
    ["wasm of /play", ofSize(sizes.wasm)],
    ["JavaScript of /play", ofSize(sizes.js)],
    ["CSS of /play", ofSize(sizes.css)],
    ["machine", `${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.system}`],
    ["with", `Node ${machine.node}, Chromium ${machine.chromium}, commit ${machine.commit}`],
    ["load average", `${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join("\n");
}
