/** What is measured, row by row, each by one contender in one round. */

import { percentiles } from "../statistics.ts";
import type { Shape } from "./page/page.ts";
import type { Reading } from "./page/tally.ts";
import { framesPerSecond } from "./peer.ts";
import { type BenchPage, type Measured, measurePage, type Stage } from "./stage.ts";

/** Who is measured: a library, and how frames are read with it. */
export interface Entrant {
  name: EntrantName;
  reading: Reading;
}

export type EntrantName = "bulk" | "calls" | "npm";

/** Ours with the bulk read, ours with npm's own calls, and npm's. */
export const ENTRANTS: readonly Entrant[] = [
  { name: "bulk", reading: "bulk" },
  { name: "calls", reading: "calls" },
  { name: "npm", reading: "calls" },
];

/** A figure's name, and its value in one round. */
export type Values = Record<string, number>;

export interface Row {
  /** As `--only` takes it. */
  id: string;
  /** Who can be measured in it. */
  entrants: readonly EntrantName[];
  measure(stage: Stage, entrant: Entrant, seconds: number): Promise<Values>;
  /** The same by a native client, where there is one. */
  native?(stage: Stage): Promise<Values>;
  /** Begins what is measured, in a page, for a profile. */
  begin?(page: BenchPage, entrant: Entrant): Promise<string>;
}

export interface Figure {
  name: string;
  unit: "frames/s" | "µs" | "ms" | "%" | "";
  /** Which is better: more, or less. What is neither only informs. */
  better?: "more" | "less";
}

const PER_FRAME: Figure[] = [
  { name: "page's processor time a frame", unit: "µs", better: "less" },
  { name: "network process's processor time a frame", unit: "µs" },
];

const SIZES: [name: string, Shape][] = [
  // As input goes: each a group, and so a stream, of its own.
  ["groups", { bytes: 100, frames: 1 }],
  ["100", { bytes: 100, frames: 500 }],
  ["1500", { bytes: 1500, frames: 100 }],
  ["64k", { bytes: 65_536, frames: 16 }],
];

const NATIVE_SECONDS = 2;
const HERTZ = 60;
const PACED: Shape = { bytes: 1500, frames: 60 };
const CONNECTIONS = 12;
/** A publisher has no more than this on the way, or at least so many groups. */
const WINDOW_BYTES = 2 * 1024 * 1024;
const WINDOW_GROUPS = 4;

/** Microseconds a frame, by page and by network process; and how busy the page was. */
function costs({ before, after, renderer, network, seconds }: Measured, frames?: number): Values {
  const counted = frames ?? ((after.frames - before.frames) / (after.atMs - before.atMs)) * 1000 * seconds;
  return {
    "page's processor time a frame": (renderer / counted) * 1e6,
    "network process's processor time a frame": (network / counted) * 1e6,
    "page busy": (renderer / seconds) * 100,
  };
}

const rate = ({ before, after }: Measured) =>
  ((after.frames - before.frames) / (after.atMs - before.atMs)) * 1000;

function consumeRow(name: string, shape: Shape): Row {
  const begin = (page: BenchPage, { reading }: Entrant) => page.consume(shape, reading);
  return {
    id: `consume-${name}`,
    entrants: ["bulk", "calls", "npm"],
    begin,
    measure: (stage, entrant, seconds) =>
      stage.withPage(stage.contender(entrant.name), async (page) => {
        await begin(page, entrant);
        const stalls = stage.peer.stalls();
        const measured = await measurePage(stage, page, seconds);
        const lost = measured.after.lost * shape.frames;
        return { frames: rate(measured), ...costs(measured), lost, stalls: stage.peer.stalls() - stalls };
      }),
    native: async ({ peer }) => ({
      frames: await peer.native("consume", `flood/${shape.bytes}x${shape.frames}`, NATIVE_SECONDS),
    }),
  };
}

function publishRow(name: string, shape: Shape): Row {
  const windowFrames = Math.max(WINDOW_BYTES / shape.bytes, WINDOW_GROUPS * shape.frames);
  const begin = (page: BenchPage) => page.publish(shape, windowFrames);
  return {
    id: `publish-${name}`,
    entrants: ["calls", "npm"],
    begin,
    measure: (stage, entrant, seconds) =>
      stage.withPage(stage.contender(entrant.name), async (page) => {
        await begin(page);
        const measured = await measurePage(stage, page, seconds);
        const told = stage.peer.received();
        const frames = framesPerSecond(told);
        const last = told.at(-1);
        const lost = ((last?.broken ?? 0) + (last?.missing ?? 0)) * shape.frames + measured.after.lost;
        return { frames, ...costs(measured, frames * measured.seconds), lost };
      }),
    native: async ({ peer }) => ({
      frames: await peer.native("publish", `flood/${shape.bytes}x${shape.frames}`, NATIVE_SECONDS),
    }),
  };
}

function latencyRow(tracks: number, together = false): Row {
  const begin = (page: BenchPage, { reading }: Entrant) =>
    page.paced(PACED, { tracks, hertz: HERTZ, together }, reading);
  return {
    id: `latency-${tracks}${together ? "-together" : ""}`,
    entrants: ["bulk", "calls", "npm"],
    begin,
    measure: (stage, entrant, seconds) =>
      stage.withPage(stage.contender(entrant.name), async (page) => {
        await begin(page, entrant);
        const measured = await measurePage(stage, page, seconds);
        const { p50, p99 } = percentiles(await page.latencies());
        return { p50, p99, came: rate(measured), ...costs(measured), lost: measured.after.lost };
      }),
  };
}

const connectRow: Row = {
  id: "connect",
  entrants: ["calls", "npm"],
  measure: (stage, { name }) =>
    stage.withPage(stage.contender(name), async (page) => {
      const [, ...warm] = await page.connect(CONNECTIONS);
      return {
        load: page.loadMs,
        established: percentiles(warm.map(({ establishedMs }) => establishedMs)).p50,
        "first frame": percentiles(warm.map(({ firstFrameMs }) => firstFrameMs)).p50,
      };
    }),
};

export const ROWS: readonly Row[] = [
  ...SIZES.map(([name, shape]) => consumeRow(name, shape)),
  ...SIZES.map(([name, shape]) => publishRow(name, shape)),
  latencyRow(1),
  latencyRow(30),
  latencyRow(30, true),
  connectRow,
];

/** In the table's order. A figure that a row does not have is not shown there. */
export const FIGURES: readonly Figure[] = [
  { name: "frames", unit: "frames/s", better: "more" },
  { name: "came", unit: "frames/s" },
  { name: "p50", unit: "ms", better: "less" },
  { name: "p99", unit: "ms", better: "less" },
  { name: "established", unit: "ms", better: "less" },
  { name: "first frame", unit: "ms", better: "less" },
  { name: "load", unit: "ms" },
  ...PER_FRAME,
  { name: "page busy", unit: "%" },
  { name: "lost", unit: "" },
  { name: "stalls", unit: "" },
];
