/**
 * Whether a page's thread is held up, and not whether the machine is: tasks are weighed in time of the processor, and
 * refreshes are counted beside those of another page.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";

const SAMPLE_MS = 50;

/** A task that took longer than 50 ms by the clock, in milliseconds since the page was opened. */
interface LongTask {
  startTime: number;
  duration: number;
}

/** What the page's thread has had of the processor up to then, in milliseconds. */
interface Sample {
  atMs: number;
  tasksMs: number;
}

declare global {
  interface Window {
    pulse: { refreshes: number; tasks: LongTask[] };
  }
}

/** Runs in the page: counts from now on. */
function begin(): void {
  const pulse: Window["pulse"] = { refreshes: 0, tasks: [] };
  window.pulse = pulse;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) pulse.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: false });
  const beat = () => {
    pulse.refreshes++;
    requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);
}

/** What was seen of a page. */
export interface Beats {
  refreshes: number;
  /** Of each task of more than 50 ms by the clock, how long that was, and at most so much of the processor, in milliseconds. */
  longTasks: { clockMs: number; processorMs: number }[];
}

/** The pulse of a page, from {@link Pulse.of} to {@link Pulse.stop}. */
export class Pulse {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #samples: Sample[] = [];
  readonly #stop = new AbortController();
  readonly #sampling: Promise<void>;

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    this.#sampling = this.#sample();
  }

  static async of(page: Page): Promise<Pulse> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const pulse = new Pulse(page, cdp);
    await page.evaluate(begin);
    return pulse;
  }

  async stop(): Promise<Beats> {
    // The browser tells of a task once it has time to.
    const { refreshes } = await this.#page.evaluate(() => window.pulse);
    await sleep(2 * SAMPLE_MS);
    const { tasks } = await this.#page.evaluate(() => window.pulse);
    this.#stop.abort();
    await this.#sampling;
    await this.#cdp.detach();
    const longTasks = tasks.map(({ startTime, duration }) => ({
      clockMs: duration,
      processorMs: processorMs(this.#samples, startTime, startTime + duration),
    }));
    return { refreshes, longTasks };
  }

  async #sample(): Promise<void> {
    do {
      this.#samples.push(await this.#look());
      await sleep(SAMPLE_MS);
    } while (!this.#stop.signal.aborted);
    this.#samples.push(await this.#look());
  }

  async #look(): Promise<Sample> {
    const { metrics } = await this.#cdp.send("Performance.getMetrics");
    const seconds = (name: string) => {
      const found = metrics.find((metric) => metric.name === name)?.value;
      if (found === undefined) throw new Error(`the browser does not tell ${name}`);
      return found;
    };
    return {
      atMs: (seconds("Timestamp") - seconds("NavigationStart")) * 1_000,
      tasksMs: seconds("TaskDuration") * 1_000,
    };
  }
}

/** What the thread had of the processor between the last sample before and the first one after: never too little. */
function processorMs(samples: readonly Sample[], fromMs: number, toMs: number): number {
  const before = samples.findLast(({ atMs }) => atMs <= fromMs) ?? samples[0];
  const after = samples.find(({ atMs }) => atMs >= toMs) ?? samples.at(-1);
  return (after?.tasksMs ?? Number.NaN) - (before?.tasksMs ?? Number.NaN);
}

/** Runs in a Worker: a picture of another colour as often as the broadcasts of tests have one. */
const DRAWING = `
onmessage = ({ data: { canvas, framesPerSecond } }) => {
  const context = canvas.getContext("2d");
  let frame = 0;
  setInterval(() => {
    context.fillStyle = "hsl(" + (frame++ * 40) % 360 + " 80% 50%)";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 1000 / framesPerSecond);
};`;

/** Makes of a page one that is drawn as a player's is, at its full width, and in which nothing is played. */
export async function drawWithoutPlayer(
  page: Page,
  size: { width: number; height: number; framesPerSecond: number },
): Promise<void> {
  await page.evaluate(
    ({ script, width, height, framesPerSecond }) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      canvas.style.width = "100%";
      document.body.replaceChildren(canvas);
      const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
      const offscreen = canvas.transferControlToOffscreen();
      worker.postMessage({ canvas: offscreen, framesPerSecond }, [offscreen]);
    },
    { script: DRAWING, ...size },
  );
}
