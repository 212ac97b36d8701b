/** The app without a network: its shell opens, says so, and all comes back by itself. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { startRelay } from "../scripts/lib/index.mjs";
import { siteRules } from "./lib/deploy.ts";
import { address } from "./lib/pages.ts";
import { serveStatic } from "./lib/site.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

test("the lobby opens without a network, says that it is offline, and is connected again once there is one; a new build is no older for it", async () => {
  let relay = await startRelay();
  onTestFinished(() => relay.close());
  const rules = siteRules();
  // A relay without https is not among what the policy allows.
  const { "Content-Security-Policy": _, ...page } = rules.page;
  const folder = mkdtempSync(join(tmpdir(), "moq-arcade-offline-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(inject("appFolder"), folder, { recursive: true });
  const served = await serveStatic({ folder, rules: { ...rules, page } });
  onTestFinished(() => served.close());
  const site = { ...stage.site(relay.url), origin: served.origin };
  const lobby = await stage.lobby({ serviceWorkers: "allow" });
  const { page: tab } = lobby;
  await lobby.open(site);
  const status = () => tab.locator(".live .status-text").textContent();
  await expect.poll(status).toMatch(/^On localhost/);
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => tab.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  // A new build is there with the next page: what is kept does not stand in its way.
  const index = join(folder, "index.html");
  writeFileSync(
    index,
    readFileSync(index, "utf8").replace("<head>", '<head><meta name="build" content="next">'),
  );
  await tab.reload();
  expect(await tab.locator("meta[name=build]").count()).toBe(1);
  expect(
    await tab.evaluate(() => [navigator.serviceWorker.controller !== null, crossOriginIsolated]),
  ).toEqual([true, true]);

  await served.close();
  await relay.close();
  await tab.context().setOffline(true);
  await tab.reload();
  await expect.poll(() => tab.getByRole("alert").textContent()).toMatch(/You are offline/);
  await expect.poll(status).toBe("Offline");
  expect(await tab.getByRole("link", { name: "Host a game" }).count()).toBe(1);
  // Any page of the app is its shell, on another address of the site as well.
  await tab.goto(address(site, "/host"));
  await expect.poll(() => tab.getByRole("heading", { name: "Host a game" }).count()).toBe(1);
  await tab.goBack();
  await expect.poll(status).toBe("Offline");

  relay = await startRelay({ port: relay.port });
  await tab.context().setOffline(false);
  await expect.poll(status).toMatch(/^On localhost/);
  expect(await tab.getByRole("alert").count()).toBe(0);
});
