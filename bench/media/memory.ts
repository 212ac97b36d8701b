/** What a player's process holds, and what a browser's processes take. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { PlainError } from "../../scripts/lib/index.mjs";

/** Processor time of each page's process so far, in seconds, by its number. */
export type Renderers = ReadonlyMap<number, number>;

export async function renderers(browser: Browser): Promise<Renderers> {
  const all = await processes(browser);
  return new Map(all.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]));
}

async function processes(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo;
}

/** Processor time so far, in seconds: of the whole browser, and of the process that puts its pages together. */
export interface ProcessorTime {
  all: number;
  drawing: number;
}

export async function processorTime(browser: Browser): Promise<ProcessorTime> {
  const all = await processes(browser);
  const sum = (of: typeof all) => of.reduce((seconds, { cpuTime }) => seconds + cpuTime, 0);
  return { all: sum(all), drawing: sum(all.filter(({ type }) => type === "GPU")) };
}

/** The process that has worked most since `before`, `except` for one. Pure. */
export function busiest(before: Renderers, after: Renderers, except?: number): number | undefined {
  const worked = [...after]
    .filter(([id]) => id !== except)
    .map(([id, seconds]) => ({ id, seconds: seconds - (before.get(id) ?? 0) }));
  return worked.sort((a, b) => b.seconds - a.seconds)[0]?.id;
}

/** The memory of a process that is in RAM, in bytes (VmRSS of Linux's /proc). */
export function residentBytes(id: number): number {
  let status: string;
  try {
    status = readFileSync(`/proc/${id}/status`, "utf8");
  } catch {
    throw new PlainError("What a process holds is known under Linux alone: leave the row memory out here.");
  }
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
