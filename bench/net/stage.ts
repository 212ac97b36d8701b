/** What the bench runs on: the page as it is deployed, the far end, and a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../e2e/lib/browser.ts";
import { serve, viteBuild } from "../../e2e/lib/build.ts";
import { ensureBenchPeer } from "../../scripts/lib/bench-peer.mjs";
import { ensureAll } from "../../scripts/lib/index.mjs";
import { createReporter } from "../../scripts/lib/report.mjs";
import { type CpuClock, cpuClock } from "./cpu.ts";
import type { Contender } from "./page/library.ts";
import type { Far, Pace, Shape } from "./page/page.ts";
import type { Counts, Reading } from "./page/tally.ts";
import { type Peer, startPeer } from "./peer.ts";

export interface Stage {
  browser: Browser;
  peer: Peer;
  cpu: CpuClock;
  /** In seconds. */
  settle: number;
  /** Which library is whose. */
  contender(entrant: "bulk" | "calls" | "npm"): Contender;
  /** A new page in a context of its own, with a library loaded; closed when `use` has settled. */
  withPage<T>(contender: Contender, use: (page: BenchPage) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Take the modules in `generated/` as they are. */
  asIs: boolean;
  /** Measure the build with every version, in place of that with moq-lite alone. */
  full: boolean;
  /** Use the module with names in `bench-results/named-wasm`. */
  names?: boolean;
  /** How long a page runs before it is measured, in seconds: what begins is not what runs. Code is compiled, windows open. */
  settle: number;
}

/** Builds what is missing and starts everything. */
export async function openStage(
  { asIs, full, names, settle }: StageOptions,
  say: (text: string) => void,
): Promise<Stage> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const only = asIs ? (["rust"] as const) : (["rust", "wasm"] as const);
    const report = createReporter();
    const { toolchain } = await ensureAll({ only: [...only], given: ["packages"], report });
    if (!toolchain) throw new Error("there is no Rust toolchain");
    const path = await ensureBenchPeer(report, toolchain);
    say("building the page");
    const folder = mkdtempSync(join(tmpdir(), "moq-arcade-bench-"));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", remove);
    ends.push(remove);
    const mode = names ? ["--mode", "names"] : [];
    await viteBuild(["--config", "bench/net/page/vite.config.ts", "--outDir", folder, ...mode]);
    const server = await serve(folder);
    ends.push(() => server.close());
    say("starting the far end and Chromium");
    const peer = await startPeer(path);
    ends.push(() => peer.close());
    const browser = await launchBrowser();
    ends.push(() => browser.close());
    return {
      browser,
      peer,
      settle,
      cpu: await cpuClock(browser),
      contender: (entrant) => (entrant === "npm" ? "npm" : full ? "full" : "lite"),
      async withPage(contender, use) {
        const context = await browser.newContext();
        try {
          const page = await context.newPage();
          await page.goto(server.origin);
          const loadMs = await page.evaluate((contender) => window.bench.load(contender), contender);
          return await use(new BenchPage(page, peer, loadMs));
        } finally {
          await context.close();
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A page with a library, by its `window.bench`. */
export class BenchPage {
  readonly page: Page;
  /** How long it took to load the library. */
  readonly loadMs: number;
  #far: Far;

  constructor(page: Page, { url, hash }: Far, loadMs: number) {
    this.page = page;
    this.loadMs = loadMs;
    this.#far = { url, hash };
  }

  /** Resolves with the protocol version. */
  consume(shape: Shape, reading: Reading): Promise<string> {
    const call = [this.#far, shape, reading] as const;
    return this.page.evaluate((call) => window.bench.consume(...call), call);
  }

  paced(shape: Shape, pace: Pace, reading: Reading): Promise<string> {
    const call = [this.#far, shape, pace, reading] as const;
    return this.page.evaluate((call) => window.bench.paced(...call), call);
  }

  publish(shape: Shape, windowFrames: number): Promise<string> {
    const call = [this.#far, shape, windowFrames] as const;
    return this.page.evaluate((call) => window.bench.publish(...call), call);
  }

  connect(times: number) {
    const call = [this.#far, times] as const;
    return this.page.evaluate((call) => window.bench.connect(...call), call);
  }

  counts(): Promise<Counts> {
    return this.page.evaluate(() => window.bench.counts());
  }

  latencies(): Promise<number[]> {
    return this.page.evaluate(() => window.bench.latencies());
  }

  stop(): Promise<void> {
    return this.page.evaluate(() => window.bench.stop());
  }
}

export interface Measured {
  before: Counts;
  after: Counts;
  /** Wall time between the looks at the processors, in seconds. */
  seconds: number;
  /** Processor time used meanwhile, in seconds. */
  renderer: number;
  network: number;
}

/** What a page counts, and what it costs, for so long, once it has settled. */
export async function measurePage(stage: Stage, page: BenchPage, seconds: number): Promise<Measured> {
  await sleep(stage.settle * 1000);
  await page.latencies();
  const before = await page.counts();
  const [begunMs, cpu] = [performance.now(), await stage.cpu()];
  await sleep(seconds * 1000);
  const [endedMs, cpuAfter] = [performance.now(), await stage.cpu()];
  const after = await page.counts();
  return {
    before,
    after,
    seconds: (endedMs - begunMs) / 1000,
    renderer: cpuAfter.renderers - cpu.renderers,
    network: cpuAfter.network - cpu.network,
  };
}
