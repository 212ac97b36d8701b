/** Two relays as a cluster: a root, and a leaf that dials it. Hosts and viewers are at either. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import type { RunningRelay } from "../scripts/lib/relay.mjs";
import { environment } from "./lib/deploy.ts";
import { HeadlessHost } from "./lib/headless.ts";
import { KEYS, type PlayPage, type Site } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

// Relays, hosts and pages are started anew for each test, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

const stage = useStage();

const LIVE = { timeout: 30_000 };

/**
 * How long the game stands still for viewers at a leaf, from when a relay that was killed answers again, in
 * milliseconds. Pages notice within a second (src/net/connection/liveness.ts). A relay notices that another is gone
 * when nothing came for its --quic-idle-timeout, 5 s for the leaves here, and dials anew within a second or two.
 */
const LEAF_BACK_MS = 8_000;
const ROOT_BACK_MS = 12_000;

/** Starts a leaf of `root`, as impatient as those of `deploy/`. */
function startLeaf(
  root: RunningRelay,
  options: { port?: number; rules?: string[] } = {},
): Promise<RunningRelay> {
  const { MOQ_QUIC_IDLE_TIMEOUT: idle = "", MOQ_QUIC_KEEP_ALIVE: keepAlive = "" } = environment(
    "compose.leaf.yaml",
    "relay",
  );
  const args = ["--quic-idle-timeout", idle, "--quic-keep-alive", keepAlive];
  return startRelay({ ...options, args: ["--cluster-connect", `${root.url}/`, ...args] });
}

/** Both, and the same corner of each. They end with the test. */
async function cluster(): Promise<{ root: RunningRelay; leaf: RunningRelay; atRoot: Site; atLeaf: Site }> {
  const root = await startRelay();
  onTestFinished(() => root.close());
  const leaf = await startLeaf(root);
  onTestFinished(() => leaf.close());
  const atRoot = stage.site(root.url);
  return { root, leaf, atRoot, atLeaf: { ...atRoot, relay: leaf.url } };
}

/** A host under Node, with the probe's cartridge as the game `name`. */
async function hostAt(site: Site, name: string): Promise<HeadlessHost> {
  const folder = await mkdtemp(join(tmpdir(), "moq-arcade-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "probe.gb");
  await writeFile(file, makeProbeRom());
  const host = new HeadlessHost(site, [`${file}=${name}`]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  return host;
}

async function viewerAt(site: Site, name: string, label: string): Promise<PlayPage> {
  const viewer = await stage.player(label);
  await viewer.open(site, name);
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  return viewer;
}

/** Resolves once the picture goes on. */
async function moves(viewer: PlayPage, timeout = 20_000): Promise<void> {
  const frame = await viewer.frame();
  await expect.poll(() => viewer.frame(), { timeout }).not.toBe(frame);
}

/** How long it takes from now until the picture goes on and answers to this viewer's hold of A, in milliseconds. */
async function backMs(viewer: PlayPage): Promise<number> {
  const sinceMs = performance.now();
  await viewer.hold("a");
  await expect
    .poll(async () => ((await viewer.reading())?.held ?? 0) & HELD_BITS.a, { timeout: 45_000 })
    .toBe(HELD_BITS.a);
  const tookMs = performance.now() - sinceMs;
  await viewer.release("a");
  await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
  return tookMs;
}

test("a game hosted under Node at the root is seen and played at the leaf and at the root, and its end is seen at both", async () => {
  const { atRoot, atLeaf } = await cluster();
  const host = await hostAt(atRoot, "shared");
  const lobby = await stage.lobby();
  await lobby.open(atLeaf);
  await expect.poll(() => lobby.names()).toEqual(["shared"]);
  const far = await viewerAt(atLeaf, "shared", "far");
  const near = await viewerAt(atRoot, "shared", "near");
  await moves(far);
  await moves(near);

  for (const [times, viewer] of [far, near].entries()) {
    await viewer.page.keyboard.press(KEYS.a);
    for (const each of [far, near])
      await expect.poll(async () => (await each.reading())?.count).toBe(times + 1);
  }
  // Each holds a button, and both see both.
  await far.hold("left");
  await near.hold("b");
  for (const viewer of [far, near])
    await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.left | HELD_BITS.b);
  // Who goes lets go, on whichever relay.
  await far.page.close();
  await expect.poll(async () => (await near.reading())?.held).toBe(HELD_BITS.b);

  const again = await viewerAt(atLeaf, "shared", "again");
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
  for (const viewer of [near, again])
    await expect.poll(() => viewer.page.getByText("The game has ended").count()).toBeGreaterThan(0);
});

test("a game hosted by a tab at the leaf is played at the root, and goes on at the leaf without it", async () => {
  const { root, atRoot, atLeaf } = await cluster();
  const host = await stage.host();
  await host.hostFile(atLeaf, "upwards", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await viewerAt(atRoot, "upwards", "viewer");
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);
  await expect.poll(async () => (await host.players()).length).toBe(2);
  const near = await viewerAt(atLeaf, "upwards", "near");
  await root.kill();
  await moves(near, 2_000);
  await near.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await near.reading())?.count).toBe(2);
});

test(`a leaf that is killed and started again is back within ${LEAF_BACK_MS / 1000} s, and the root does not mind`, async () => {
  const { root, leaf, atRoot, atLeaf } = await cluster();
  await hostAt(atRoot, "leaf");
  const far = await viewerAt(atLeaf, "leaf", "far");
  const near = await viewerAt(atRoot, "leaf", "near");
  await leaf.kill();
  await moves(near, 2_000);
  const anew = await startLeaf(root, { port: leaf.port });
  onTestFinished(() => anew.close());
  const tookMs = await backMs(far);
  console.info(`leaf killed: back after ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(LEAF_BACK_MS);
  await expect.poll(() => far.status()).toBe("Playing");
  await moves(near, 2_000);
});

test(`a root that is killed and started again is back at the leaf within ${ROOT_BACK_MS / 1000} s`, async () => {
  const { root, atRoot, atLeaf } = await cluster();
  await hostAt(atRoot, "root");
  const far = await viewerAt(atLeaf, "root", "far");
  await moves(far);
  await root.kill();
  const anew = await startRelay({ port: root.port });
  onTestFinished(() => anew.close());
  const tookMs = await backMs(far);
  console.info(`root killed: back after ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(ROOT_BACK_MS);
  await expect.poll(() => far.status()).toBe("Playing");
  await moves(far);
});

test("at a leaf with the rules of compose.closed.yaml everybody plays, and nobody hosts", async () => {
  const root = await startRelay();
  onTestFinished(() => root.close());
  const closed = environment("compose.closed.yaml", "relay");
  const { MOQ_AUTH_PUBLIC_SUBSCRIBE: watch = "" } = environment("compose.yaml", "relay");
  const { MOQ_AUTH_PUBLIC_PUBLISH: publish = "" } = closed;
  const rules = ["--auth-public-subscribe", watch, "--auth-public-publish", publish];
  const leaf = await startLeaf(root, { rules });
  onTestFinished(() => leaf.close());
  const atRoot = { ...stage.site(root.url), prefix: "arcade" };
  const atLeaf = { ...atRoot, relay: leaf.url };
  await hostAt(atRoot, "ours");
  const viewer = await viewerAt(atLeaf, "ours", "viewer");
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);

  const stranger = await stage.host();
  await stranger.hostFile(atLeaf, "theirs", makeProbeRom());
  await expect.poll(() => stranger.status()).toBe("Live");
  const lobby = await stage.lobby();
  await lobby.open(atRoot);
  await expect.poll(() => lobby.names()).toEqual(["ours"]);
  // Long enough for a game that may be there to be there.
  await expect.poll(() => stranger.status()).toMatch(/^Nobody can see this game: /);
  expect(await lobby.names()).toEqual(["ours"]);
});
