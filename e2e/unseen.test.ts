/** A relay that lets people watch and play below `arcade`, and host nothing there: whoever hosts is told. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import { folder, HeadlessHost } from "./lib/headless.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

async function closedSite() {
  const [watch, publish] = ["arcade/**,open/**", "arcade/viewer/**,open/**"];
  const relay = await startRelay({
    rules: ["--auth-public-subscribe", watch, "--auth-public-publish", publish],
  });
  onTestFinished(() => relay.close());
  return { ...stage.site(relay.url), prefix: "arcade" };
}

test("a tab that hosts where the relay takes no notice says so and what to do; where it does, it stays live", async () => {
  const site = await closedSite();
  const host = await stage.host();
  await host.hostFile(site, "alone", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const why = `The relay at ${new URL(site.relay).host} tells nobody of it: it may not let you send below “arcade”.`;
  await expect.poll(() => host.status()).toContain(`Nobody can see this game: ${why} Ask who runs it`);
  // It is said aloud, and shown where the picture is.
  expect(await host.page.locator(".console [role=status] .status-text").textContent()).toContain(why);
  expect(await host.page.locator(".console-ways").textContent()).toContain(why);

  const open = await stage.host();
  await open.hostFile({ ...site, prefix: "open" }, "seen", makeProbeRom());
  await expect.poll(() => open.status()).toBe("Live");
  // Longer than it takes to say that it is not.
  await open.page.waitForTimeout(6_000);
  expect(await open.status()).toBe("Live");
});

test("a game under Node says it as well, as an error", async () => {
  const site = await closedSite();
  const file = join(await folder(), "probe.gb");
  await writeFile(file, makeProbeRom());
  const host = new HeadlessHost(site, [`${file}=alone`]);
  const said = () => host.lines.find(({ text }) => text.startsWith("unseen: The relay at "))?.level;
  await expect.poll(said, { timeout: 30_000 }).toBe("error");
});
