/**
 * What a page does not show, seen from inside: what its Workers tell it, and the sound that leaves it.
 * Installed before the page's own scripts; changes nothing that they do.
 */
import type { Page } from "playwright-core";
import type { HostStats, PlayStats } from "../../src/arcade/types.ts";

/** A message of a Worker, and when it came, in milliseconds since the page was opened. */
interface Told {
  atMs: number;
  data: { type?: unknown; stats?: unknown; status?: { state?: string } };
}

/** Lives in the page as `window.probe`. */
interface Probe {
  told: Told[];
  analysers: AnalyserNode[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page. */
function install(): void {
  const probe: Probe = { told: [], analysers: [] };
  window.probe = probe;
  const Original = Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener("message", ({ data }) => {
        if (probe.told.length < 20_000) probe.told.push({ atMs: performance.now(), data });
      });
    }
  };
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    if (args[0] instanceof AudioDestinationNode) {
      const analyser = new AnalyserNode(this.context, { fftSize: 4096 });
      connect.call(this, analyser);
      probe.analysers.push(analyser);
    }
    return connect.apply(this, args);
  } as typeof AudioNode.prototype.connect;
}

export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript(install);
}

/** How loud the page is now: the root mean square of its newest 4096 samples, 0 where there is no sound. */
export function loudness(page: Page): Promise<number> {
  return page.evaluate(() => {
    let loudest = 0;
    for (const analyser of window.probe.analysers) {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      loudest = Math.max(loudest, Math.sqrt(square));
    }
    return loudest;
  });
}

/** Statistics, and when they came, in milliseconds since the page was opened. */
export interface Timed<T> {
  atMs: number;
  stats: T;
}

/** Every statistic that the page's Workers have told since `sinceMs`. */
export function statistics<T extends PlayStats | HostStats>(page: Page, sinceMs = 0): Promise<Timed<T>[]> {
  return page.evaluate(
    (sinceMs) =>
      window.probe.told
        .filter(({ atMs, data }) => data.type === "stats" && atMs >= sinceMs)
        .map(({ atMs, data }) => ({ atMs, stats: data.stats as never })),
    sinceMs,
  );
}

/** When the page first heard of a state, of a game or of the connection, in milliseconds since it was opened. */
export function firstTold(page: Page, state: string): Promise<number | undefined> {
  return page.evaluate(
    (state) =>
      window.probe.told.find(
        ({ data }) => (data.type === "status" || data.type === "connection") && data.status?.state === state,
      )?.atMs,
    state,
  );
}

/** The page's clock, in milliseconds since it was opened. */
export function pageNow(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}
