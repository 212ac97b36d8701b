/** Where a page's time goes: a CPU profile of a row, as a file for a browser's tools and as a list. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../scripts/lib/index.mjs";
import type { NetOptions } from "../options.ts";
import { buildNamedWasm } from "./named-wasm.ts";
import { ENTRANTS, type Entrant, type Row } from "./rows.ts";
import { openStage, type Stage } from "./stage.ts";

/** As the protocol's Profiler domain has it, as far as it is used here. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples?: number[];
  /** Microseconds between samples. */
  timeDeltas?: number[];
}

const TOP = 20;
const SAMPLE_MICROS = 200;

/** Profiles each row once with each of ours, and with npm's. */
export async function profileRows(
  rows: readonly Row[],
  options: NetOptions,
  say: (text: string) => void,
): Promise<string> {
  await buildNamedWasm(options.full ? "moq-wasm" : "moq-wasm-lite", say);
  const folder = join(root, "bench-results");
  mkdirSync(folder, { recursive: true });
  const stage = await openStage({ ...options, names: true }, say);
  try {
    const texts: string[] = [];
    for (const row of rows)
      for (const entrant of ENTRANTS.filter(({ name }) => row.entrants.includes(name))) {
        say(`profiling ${row.id}, ${entrant.name}`);
        const profile = await record(stage, row, entrant, options.seconds);
        const file = join(folder, `${row.id}-${entrant.name}.cpuprofile`);
        writeFileSync(file, JSON.stringify(profile));
        texts.push(`${row.id}, ${entrant.name} (${file})\n${list(profile)}`);
      }
    return texts.join("\n\n");
  } finally {
    await stage.close();
  }
}

function record(stage: Stage, row: Row, entrant: Entrant, seconds: number): Promise<Profile> {
  return stage.withPage(stage.contender(entrant.name), async (page) => {
    const session = await page.page.context().newCDPSession(page.page);
    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_MICROS });
    await row.begin?.(page, entrant);
    await sleep(stage.settle * 1000);
    await session.send("Profiler.start");
    await sleep(seconds * 1000);
    const { profile } = await session.send("Profiler.stop");
    return profile;
  });
}

/** The functions with most time of their own, in per cent of all the time there was. */
export function selfTimes(profile: Profile): { name: string; percent: number }[] {
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url ? ` ${url.slice(url.lastIndexOf("/") + 1)}:${lineNumber + 1}` : "";
      return [id, `${functionName || "(anonymous)"}${url.endsWith(".wasm") ? "" : place}`];
    }),
  );
  const times = new Map<string, number>();
  let total = 0;
  profile.samples?.forEach((node, at) => {
    const micros = profile.timeDeltas?.[at] ?? 0;
    const name = names.get(node) ?? "(unknown)";
    times.set(name, (times.get(name) ?? 0) + micros);
    total += micros;
  });
  return [...times]
    .map(([name, micros]) => ({ name, percent: (micros / total) * 100 }))
    .sort((a, b) => b.percent - a.percent);
}

function list(profile: Profile): string {
  return selfTimes(profile)
    .slice(0, TOP)
    .map(({ name, percent }) => `${percent.toFixed(1).padStart(6)} %  ${name.slice(0, 140)}`)
    .join("\n");
}
