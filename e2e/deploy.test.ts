/** What `deploy/` says, run without its containers: the site, the relay with a certificate, the host under Node. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from "vitest";
import { ensureAll, root } from "../scripts/lib/index.mjs";
import { launchBrowser } from "./lib/browser.ts";
import { Authority } from "./lib/certificates.ts";
import { COMPOSE_FILES, command, environment, filled, siteRules } from "./lib/deploy.ts";
import {
  certificateFiles,
  type DeployedRelay,
  servedFingerprint,
  startDeployedRelay,
} from "./lib/deployed-relay.ts";
import { HeadlessHost } from "./lib/headless.ts";
import { HostPage, KEYS, PlayPage } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { type StaticSite, serveStatic } from "./lib/site.ts";
import { useStage } from "./stage.ts";

// Six pages, and games in three of them, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

const stage = useStage();

/** What the relay of `deploy/` lets everybody do is below this. */
const prefix = `arcade/test-${process.pid}`;

let folder: string;
let authority: Authority;
let volume: string;
let relay: DeployedRelay;
let site: StaticSite;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "moq-arcade-deploy-"));
  volume = join(folder, "certificates");
  authority = new Authority(folder);
  const files = certificateFiles(volume);
  const publicKey = authority.issue(files);
  relay = await startDeployedRelay(volume, authority.file);
  site = await serveStatic({
    folder: inject("appFolder"),
    rules: siteRules(),
    config: { relay: relay.url, prefix },
    tls: files,
  });
  // Chromium lets no authority of one's own sign for WebTransport: this key alone is let through.
  browser = await launchBrowser([
    `--ignore-certificate-errors-spki-list=${publicKey}`,
    "--webtransport-developer-mode",
  ]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await relay?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page whose address names no relay. */
async function open(label: string, path: string): Promise<Page> {
  const page = await stage.page(label, { browser });
  await page.goto(`${site.origin}${path}`);
  return page;
}

/** What the browser says of a policy that is broken or of a relay that is not reached, too. */
const complaints = (page: Page) => stage.log(page).filter((line) => /^(error|pageerror):/.test(line));

test("the site's pages are isolated and play over the relay that config.json names, and its policy is in nobody's way", async () => {
  const host = new HostPage(await open("host", "/host"));
  await host.chooseFile(makeProbeRom());
  await host.name("deployed");
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");

  // A deep link, as somebody is sent it.
  const viewer = new PlayPage(await open("viewer", "/play/deployed"));
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);
  await viewer.page.locator(".console-title").click();
  await expect.poll(() => viewer.loudness()).toBeGreaterThan(0.005);

  const others = await Promise.all(
    ["/", "/clip", "/watch?name=arcade/nobody", "/publish?name=arcade/nobody"].map((path) =>
      open(path.slice(1, 5), path),
    ),
  );
  const [lobby] = others;
  await expect.poll(() => lobby?.locator("a.tile").count()).toBe(1);
  for (const page of [host.page, viewer.page, ...others]) {
    await expect.poll(() => page.locator("#app > *").count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(complaints(page)).toEqual([]);
  }
});

test("a game is framed by a page of any origin, and no other page is", async () => {
  const ask = async (path: string) => {
    const served = await serveStatic({ folder: inject("appFolder"), rules: siteRules() });
    const response = await fetch(`${served.origin}${path}`);
    await served.close();
    return response.headers.get("content-security-policy") ?? "";
  };
  const [framed, play] = [await ask("/embed/a%20game"), await ask("/play/a%20game")];
  expect(framed).toMatch(/frame-ancestors \*$/);
  expect(play).toMatch(/frame-ancestors 'none'$/);
  // And that is all in which they differ.
  const others = (policy: string) => policy.replace(/frame-ancestors .*$/, "");
  expect(others(framed)).toBe(others(play));

  const parent = await stage.page("parent", { browser });
  await parent.goto(`${inject("harness")}/watch.html`);
  await parent.evaluate((origin) => {
    const frames = ["embed", "play"].map(
      (page) => `<iframe name="${page}" src="${origin}/${page}/nobody"></iframe>`,
    );
    document.body.innerHTML = frames.join("");
  }, site.origin);
  const embedded = () => parent.frame("embed")?.locator(".status-text").textContent();
  await expect.poll(embedded).toBe("Waiting for the game…");
  expect(await parent.frame("play")?.locator("#app").count()).toBe(0);
});

test("the host of compose.yaml plays over https, and is gone with a goodbye on SIGTERM", async () => {
  const saves = await mkdtemp(join(tmpdir(), "moq-arcade-"));
  onTestFinished(() => rm(saves, { recursive: true, force: true }));
  const [verb, ...args] = command("compose.yaml", "host").map((text) => filled(text, { SITE: "localhost" }));
  expect(verb).toBe("host");
  const own = args.map((text) =>
    text.replace("=/saves", `=${saves}`).replace(/^public/, join(root, "public")),
  );
  const place = { origin: site.origin, relay: relay.url, prefix };
  const host = new HeadlessHost(place, own, { NODE_EXTRA_CA_CERTS: authority.file });
  for (const name of ["too-many-paws", "we-are-octopus"])
    await expect.poll(() => host.said("live", name), { timeout: 30_000 }).toBe(true);

  const viewer = new PlayPage(await open("viewer", "/play/too-many-paws"));
  await expect.poll(() => viewer.status()).toBe("Playing");
  const before = await viewer.pixels();
  await expect.poll(() => viewer.pixels()).not.toEqual(before);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
  await expect.poll(() => viewer.page.getByText("The game has ended").count()).toBeGreaterThan(0);
  expect(await readdir(saves)).toContain("too-many-paws.mqstate");
});

test("a certificate that is renewed is the one that is shown, without a restart", async () => {
  const before = await servedFingerprint(relay.port, authority.file);
  const hash = () => fetchText(`${relay.url}/certificate.sha256`);
  const quicBefore = await hash();
  authority.issue(certificateFiles(volume));
  await expect.poll(() => servedFingerprint(relay.port, authority.file)).not.toBe(before);
  // The one of QUIC, which is read on its own.
  await expect.poll(hash).not.toBe(quicBefore);
});

/** Node verifies by the authorities that it was started with. */
async function fetchText(url: string): Promise<string> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority.file };
  const script = `process.stdout.write(await (await fetch(${JSON.stringify(url)})).text())`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
}

test("files that are not there are 404 and not kept, pages are asked for again, assets never", async () => {
  const served = await serveStatic({ folder: inject("appFolder"), rules: siteRules() });
  onTestFinished(() => served.close());
  const ask = async (path: string) => {
    const response = await fetch(`${served.origin}${path}`);
    const html = await response.text();
    return { status: response.status, cache: response.headers.get("cache-control"), html };
  };
  const index = await ask("/play/a%20game");
  expect(index).toMatchObject({ status: 200, cache: "no-cache" });
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(index.html)?.[1] ?? "";
  expect(await ask(script)).toMatchObject({ status: 200, cache: expect.stringContaining("immutable") });
  expect(await ask("/assets/old-12345678.js")).toMatchObject({ status: 404, cache: null });
  expect(await ask("/roms/none.gb")).toMatchObject({ status: 404 });
  // What a build says of its relay: nothing.
  expect(await ask("/config.json")).toMatchObject({ status: 200, cache: "no-cache", html: "{}\n" });
});

test("play works on a plain http site too, over the relay of ?relay=; without config.json a page says what is missing", async () => {
  const rules = siteRules();
  // A relay without https, as that of npm start, is not among what the policy allows.
  const { "Content-Security-Policy": _, ...page } = rules.page;
  const served = await serveStatic({ folder: inject("appFolder"), rules: { ...rules, page } });
  onTestFinished(() => served.close());
  const place = { ...stage.site(), origin: served.origin };
  const host = await stage.host();
  await host.hostFile(place, "plain", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const viewer = await stage.player("viewer");
  await viewer.open(place, "plain");
  await expect.poll(() => viewer.status()).toBe("Playing");
  expect(await viewer.page.evaluate(() => crossOriginIsolated)).toBe(true);

  const lost = await stage.page("lost");
  await lost.route("**/config.json", (route) => route.fulfill({ status: 404 }));
  await lost.goto(served.origin);
  await expect
    .poll(() => lost.getByRole("alert").textContent())
    .toMatch(/config\.json is not on this server/);
});

test("every setting and option that deploy/ and its guide name is one that the program takes", async () => {
  const { relay: program = "" } = await ensureAll({ only: ["relay"] });
  const help = execFileSync(program, ["--help"], { encoding: "utf8" });
  const settings = COMPOSE_FILES.flatMap((file) =>
    ["relay", ...(file === "compose.closed.yaml" ? ["inner"] : [])].flatMap((name) =>
      Object.keys(environment(file, name)),
    ),
  );
  expect(settings.length).toBeGreaterThan(10);
  const takes = (name: string) => help.includes(`[env: ${name}]`);
  expect(settings.filter((name) => !takes(name))).toEqual([]);

  const cli = join(root, "src/cli/moq-arcade.mjs");
  const hostHelp = execFileSync(process.execPath, [cli, "host", "--help"], { encoding: "utf8" });
  const guide = readFileSync(join(root, "docs/deploy.md"), "utf8");
  const inGuide = (pattern: RegExp) => Array.from(guide.matchAll(pattern), ([name]) => name);
  expect(inGuide(/\bMOQ_[A-Z_]+\b/g).filter((name) => !takes(name))).toEqual([]);
  // Of docker and npm.
  const theirs = ["--build", "--omit"];
  const known = (option: string) => [help, hostHelp].some((text) => text.includes(`${option} `));
  expect(
    inGuide(/(?<![\w-])--[a-z][a-z-]+/g).filter((option) => !theirs.includes(option) && !known(option)),
  ).toEqual([]);
});
