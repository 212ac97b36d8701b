/** Which sessions are lost, and which are not: a relay that is gone is noticed, and what only looks so is not. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import * as node from "./harness/idle.ts";
import { VERSIONS } from "./interop-matrix/cells.ts";
import { Link } from "./lib/link.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** A relay, over a link of the test's own. */
async function linked() {
  const relay = await startRelay();
  onTestFinished(() => relay.close());
  const link = await Link.to(relay.port);
  onTestFinished(() => link.close());
  return { relay, link };
}

const open = (page: Page, ...args: Parameters<typeof node.openIdle>) =>
  page.evaluate((args) => window.harness.idle.openIdle(...args), args);
const look = (page: Page) => page.evaluate(() => window.harness.idle.lookIdle());

test("sessions in which nothing happens stay, in every version and over each transport", async () => {
  const relay = await startRelay();
  onTestFinished(() => relay.close());
  const page = await stage.harness();
  onTestFinished(() => node.closeIdle());
  for (const { name } of VERSIONS) {
    await open(page, relay.url, [name]);
    await node.openIdle(relay.url, [name]);
  }
  await sleep(15_000);
  const versions = VERSIONS.map(({ name }) => name);
  expect(await look(page)).toEqual(versions.map((version) => ({ transport: "webtransport", version })));
  expect(node.lookIdle()).toEqual(versions.map((version) => ({ transport: "websocket", version })));
});

test("a session stays where an answer takes a second, and where nothing gets through for a while", async () => {
  const { link } = await linked();
  const page = await stage.harness();
  await open(page, link.url);
  const [standing] = await look(page);
  for (const cutMs of [1_000, 3_000]) {
    await sleep(1_500);
    link.cut = true;
    await sleep(cutMs);
    link.cut = false;
    await sleep(1_500);
    expect(await look(page)).toEqual([standing]);
  }
  // From one moment to the next.
  link.delayMs = 500;
  await sleep(8_000);
  expect(await look(page)).toEqual([standing]);
  await open(page, link.url);
  await sleep(8_000);
  expect(await look(page)).toEqual([standing, standing]);
});

test("a session stays where its thread was busy for seconds", async () => {
  const { link } = await linked();
  const page = await stage.harness();
  await open(page, link.url);
  const standing = await look(page);
  for (const busyMs of [1_000, 3_000, 5_000]) {
    await page.evaluate((busyMs) => {
      const until = performance.now() + busyMs;
      while (performance.now() < until);
    }, busyMs);
    await sleep(1_500);
    expect(await look(page)).toEqual(standing);
  }
});

test("a relay in another's place is noticed within 3 s, where the network says nothing of it", {
  timeout: 120_000,
}, async () => {
  const { link, ...first } = await linked();
  let { relay } = first;
  const page = await stage.harness();
  await open(page, link.url);
  const tookMs: number[] = [];
  const newcomersMs: number[] = [];
  for (let time = 0; time < 10; time++) {
    // There from the moment the other is gone: how long a relay takes to start is not what is measured.
    const next = await startRelay();
    onTestFinished(() => next.close());
    await sleep(1_500 + 100 * time);
    const killedAtMs = Date.now();
    await relay.kill();
    relay = next;
    link.to = next.port;
    // What a connection takes on this machine now; and the next to be lost.
    const openedAtMs = Date.now();
    await open(page, link.url);
    newcomersMs.push(Date.now() - openedAtMs);
    await expect.poll(async () => (await look(page))[time]?.endedAtMs).toBeDefined();
    const ended = (await look(page))[time];
    expect(ended?.reason).toContain("does not know this session any more");
    tookMs.push((ended?.endedAtMs ?? Number.NaN) - killedAtMs);
  }
  console.info(`noticed after ${tookMs} ms; who came new was there after ${newcomersMs} ms`);
  expect(Math.max(...tookMs.map((ms, time) => ms - (newcomersMs[time] ?? 0)))).toBeLessThan(3_000);
});
