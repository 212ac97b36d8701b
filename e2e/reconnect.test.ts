/** A relay that goes and comes back. */
import { expect, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import { announced } from "./harness/peer.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** Enough for both sides to notice, and for the longest of their waits between attempts. */
const BACK = { timeout: 45_000 };

test("host and viewer come back to a relay that was started anew", { timeout: 120_000 }, async () => {
  let relay = await startRelay();
  onTestFinished(() => relay.close());
  const site = stage.site(relay.url);
  const host = await stage.host();
  await host.hostFile(site, "back", makeProbeRom());
  const viewer = await stage.player("viewer");
  await viewer.open(site, "back");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.hold("a");
  await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.a);

  await relay.close();
  await expect.poll(() => host.status(), BACK).toMatch(/^Reconnecting to the relay/);
  await expect.poll(() => viewer.status(), BACK).toMatch(/^The game is gone: The relay is lost/);

  relay = await startRelay({ port: relay.port });
  await expect.poll(() => host.status(), BACK).toBe("Live");
  await expect.poll(() => viewer.status(), BACK).toBe("Playing");
  const frame = await viewer.frame();
  await expect.poll(() => viewer.frame()).not.toBe(frame);

  // There is one game, and one viewer in it, who holds what it held.
  expect(await announced(relay.url, `${site.prefix}/game`, 1_000)).toEqual(["back"]);
  await expect.poll(async () => (await host.players()).length).toBe(2);
  await expect.poll(async () => (await viewer.reading())?.held).toBe(HELD_BITS.a);
  await viewer.release("a");
  await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
});

test("a game whose host ends it is gone, and comes back when it is hosted again", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "again", makeProbeRom());
  const viewer = await stage.player("viewer");
  await viewer.open(site, "again");
  await expect.poll(() => viewer.status()).toBe("Playing");
  await host.page.getByRole("button", { name: "End the game" }).click();
  await expect.poll(() => viewer.status()).toMatch(/^The game is gone/);
  await host.page.getByRole("button", { name: "Host it again" }).click();
  await expect.poll(() => host.status()).toBe("Live");
  await expect.poll(() => viewer.status()).toBe("Playing");
  const frame = await viewer.frame();
  await expect.poll(() => viewer.frame()).not.toBe(frame);
});
