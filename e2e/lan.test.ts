/** `npm start -- --lan`: another device in the room, for which a browser stands that knows this machine's address alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { end, start } from "../scripts/lib/children.mjs";
import { freePort, root } from "../scripts/lib/index.mjs";
import { lanAddresses } from "../scripts/lib/lan.mjs";
import { KEYS } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const [address] = lanAddresses();

interface Serving {
  event: string;
  url: string;
  logs: [relay: string, app: string];
  lan: { url: string };
}

// A machine without a network has no other devices either.
describe.skipIf(address === undefined)("on this machine's own network", () => {
  let started: ReturnType<typeof start>;
  let serving: Serving;

  beforeAll(async () => {
    const args = [
      "--lan",
      "--json",
      "--port",
      String(await freePort()),
      "--relay-port",
      String(await freePort()),
    ];
    const lines: Serving[] = [];
    started = start(process.execPath, [join(root, "scripts", "start.mjs"), ...args], {
      cwd: root,
      onLine: (line, stream) => {
        if (stream === "stdout" && line.trim()) lines.push(JSON.parse(line));
      },
    });
    let over = false;
    void started.ended.then(() => {
      over = true;
    });
    const serves = () => lines.find(({ event }) => event === "serving");
    while (!serves() && !over) await sleep(50);
    const told = serves();
    if (!told) throw new Error(`npm start -- --lan ended: ${JSON.stringify(lines.at(-1))}`);
    serving = told;
  }, 180_000);

  afterAll(() => end(started.child));

  /** By what each session so far has come. */
  const sessions = () =>
    [...readFileSync(serving.logs[0], "utf8").matchAll(/session accepted transport=(\w+)/g)].map(
      ([, by]) => by,
    );

  test("a game is hosted on localhost, and a device that has taken the certificate plays it over WebTransport", {
    timeout: 120_000,
  }, async () => {
    expect(new URL(serving.lan.url).hostname).toBe(address);
    const host = await stage.host({ ignoreHTTPSErrors: true });
    await host.page.goto(new URL("/host", serving.url).href);
    await host.chooseFile(makeProbeRom());
    await host.name("room");
    await host.start();
    await expect.poll(() => host.status(), { timeout: 60_000 }).toBe("Live");

    // What is given away is an address that the device can open.
    const link = await host.page.getByLabel("Send this to whoever should play").inputValue();
    expect(link).toBe(new URL("/play/room", serving.lan.url).href);
    const phone = await stage.player("phone", { ignoreHTTPSErrors: true });
    await phone.page.goto(link);
    await expect.poll(() => phone.status(), { timeout: 60_000 }).toBe("Playing");
    expect(await phone.page.evaluate(() => isSecureContext && crossOriginIsolated)).toBe(true);
    await phone.page.keyboard.press(KEYS.a);
    await expect.poll(async () => (await host.reading())?.count).toBe(1);
    await expect.poll(async () => (await phone.reading())?.count).toBe(1);
    // Both, and what the host asks beside, and none by the fallback, though that is there too.
    expect(sessions().length).toBeGreaterThanOrEqual(2);
    expect(sessions().filter((by) => by !== "quic")).toEqual([]);
  });

  test("where WebTransport does not come about it plays over a WebSocket, through the page's own server", {
    timeout: 120_000,
  }, async () => {
    const phone = await stage.player("phone", { ignoreHTTPSErrors: true });
    // The hash of no certificate.
    await phone.page
      .context()
      .route("**/certificate.sha256", (route) => route.fulfill({ body: "00".repeat(32) }));
    const quic = () => sessions().filter((by) => by === "quic").length;
    const before = quic();
    await phone.page.goto(new URL("/host?rom=/roms/too-many-paws.gb&name=blocked", serving.lan.url).href);
    await expect.poll(() => phone.status(), { timeout: 60_000 }).toBe("Live");
    expect(quic()).toBe(before);
  });
});
