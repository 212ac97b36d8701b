/** A relay that is killed and started again, and again: publishers and readers come back by themselves. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import * as node from "./harness/steady.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const TIMES = 20;
/**
 * From when the relay answers to the first tick that is read after that, and how much longer it may be than for who
 * comes new at that moment: that is the machine's.
 */
const BACK_MS = 3_000;
/**
 * Who waits for a relay tries less and less often. One that the machine took longer to start than this is killed once
 * more, and not counted.
 */
const AWAY_MAX_MS = 2_000;
/** How long a session stands before the relay is killed: shorter, and each of ours counts as one that failed. */
const STAND_MS = 1_200;

/** Publishers and readers here and in a page, each reading what the other publishes. */
class Pair {
  readonly #page: Page;
  readonly #prefix: string;

  constructor(page: Page, prefix: string) {
    this.#page = page;
    this.#prefix = prefix;
  }

  async begin(relay: string): Promise<void> {
    const [here, there] = this.#paths();
    node.keepPublishing(relay, here);
    node.keepReading(relay, there);
    await this.#page.evaluate(
      ([relay, here, there]) => {
        window.harness.steady.keepPublishing(relay, there);
        window.harness.steady.keepReading(relay, here);
      },
      [relay, here, there] as const,
    );
  }

  /** Node's reader, then the page's. */
  async readers(): Promise<node.Steady[]> {
    const [here, there] = this.#paths();
    const inPage = await this.#page.evaluate((path) => window.harness.steady.look("reader", path), here);
    return [node.look("reader", there), inPage];
  }

  async publishers(): Promise<node.Steady[]> {
    const [here, there] = this.#paths();
    const inPage = await this.#page.evaluate((path) => window.harness.steady.look("publisher", path), there);
    return [node.look("publisher", here), inPage];
  }

  async end(): Promise<void> {
    const [here, there] = this.#paths();
    node.stop("publisher", here);
    node.stop("reader", there);
    await this.#page.evaluate(
      ([here, there]) => {
        window.harness.steady.stop("publisher", there);
        window.harness.steady.stop("reader", here);
      },
      [here, there] as const,
    );
  }

  #paths(): [string, string] {
    return [`${this.#prefix}/here`, `${this.#prefix}/there`];
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test(`both ends are back within 3 s after each of ${TIMES} kills, and nothing comes twice`, {
  timeout: 180_000,
}, async () => {
  let relay = await startRelay();
  onTestFinished(() => relay.close());
  const page = await stage.harness();
  const prefix = `killed-${process.pid}`;
  const pair = new Pair(page, prefix);
  // The page's end with the page.
  onTestFinished(() => node.stopAll());
  await pair.begin(relay.url);
  await expect.poll(async () => (await pair.readers()).every(({ ticks }) => ticks.length > 0)).toBe(true);

  const tookMs: number[] = [];
  const newcomersMs: number[] = [];
  let kills = 0;
  while (tookMs.length < TIMES) {
    await sleep(STAND_MS);
    const before = (await pair.readers()).map(({ beganAtMs }) => beganAtMs.length);
    const killedAtMs = Date.now();
    await relay.kill();
    kills++;
    relay = await startRelay({ port: relay.port });
    // One may be back before this is known.
    const upAtMs = Date.now();
    const newcomers = new Pair(page, `${prefix}-new-${kills}`);
    await newcomers.begin(relay.url);
    const patience = { timeout: 20_000 };
    await expect
      .poll(
        async () => (await pair.readers()).every(({ beganAtMs }, i) => beganAtMs.length > (before[i] ?? 0)),
        patience,
      )
      .toBe(true);
    await expect
      .poll(async () => (await newcomers.readers()).every(({ beganAtMs }) => beganAtMs.length > 0), patience)
      .toBe(true);
    const lastMs = (readers: node.Steady[]) =>
      Math.max(...readers.map(({ beganAtMs }) => beganAtMs.at(-1) ?? Number.NaN)) - upAtMs;
    if (upAtMs - killedAtMs <= AWAY_MAX_MS) {
      tookMs.push(lastMs(await pair.readers()));
      newcomersMs.push(lastMs(await newcomers.readers()));
    }
    await newcomers.end();
    expect(kills, "the machine is too slow to start a relay").toBeLessThan(2 * TIMES);
  }
  console.info(
    `back after ${median(tookMs)} ms (median), ${Math.max(...tookMs)} ms (worst), of ${tookMs}; ` +
      `who came new was there after ${newcomersMs}; ${kills} kills`,
  );
  expect(Math.max(...tookMs.map((ms, time) => ms - (newcomersMs[time] ?? 0)))).toBeLessThan(BACK_MS);

  for (const { ticks, announcements, sessions } of await pair.readers()) {
    expect(sessions).toBe(kills + 1);
    expect(new Set(ticks).size).toBe(ticks.length);
    // There, gone, there again: never there twice.
    expect(announcements).toEqual(announcements.map((_, i) => i % 2 === 0));
    expect(announcements.length).toBe(2 * kills + 1);
  }
  for (const { sessions } of await pair.publishers()) expect(sessions).toBe(kills + 1);
});
