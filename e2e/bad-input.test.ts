/** What goes wrong is said in a sentence, and the app goes on. */
import { expect, inject, onTestFinished, test } from "vitest";
import { seal } from "../emulator/testing/rom.ts";
import { freePort, startRelay } from "../scripts/lib/index.mjs";
import { launchBrowser } from "./lib/browser.ts";
import { serve, without } from "./lib/build.ts";
import { address, type HostPage, type Site } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** What the page says is wrong. */
const problem = async (host: HostPage) =>
  (await host.problem.count()) > 0 ? ((await host.problem.first().textContent()) ?? "") : "";

function changed(change: (rom: Uint8Array) => void): Uint8Array {
  const rom = makeProbeRom();
  change(rom);
  return rom;
}

const text = new TextEncoder().encode("Dear diary, ".repeat(4_000));
/** What each is, its bytes, and what is said of it. */
const files: [string, Uint8Array, RegExp][] = [
  ["a text", text, /This file has no header of a game: choose a \.gb, \.gbc or \.nes file/],
  ["a short file", new Uint8Array(100), /This file has 100 bytes, and no Game Boy ROM has fewer/],
  ["a zip archive", Uint8Array.of(0x50, 0x4b, 3, 4, ...text), /This is a zip archive: unpack it/],
  ["a broken logo", changed((rom) => rom.fill(0, 0x104, 0x110)), /The logo in this ROM's header is damaged/],
  [
    "a broken checksum",
    changed((rom) => rom.fill(1, 0x134, 0x136)),
    /The header checksum of this ROM is wrong/,
  ],
  [
    "an unsupported chip",
    seal(changed((rom) => rom.set([0xff], 0x147))),
    /chip \(HuC1\) is not emulated here/,
  ],
  ["a missing half", seal(changed((rom) => rom.set([1, 1], 0x147))), /32768 bytes and its header says 65536/],
];

test("files that are no game are refused one after the other, and the next one runs", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.open(site);
  await host.name("files");
  for (const [what, bytes, sentence] of files) {
    await host.chooseFile(bytes, "file.gb");
    await host.start();
    await expect.poll(() => problem(host), { message: what }).toMatch(sentence);
    await host.page.getByRole("button", { name: "Choose another game" }).click();
  }
  await host.chooseFile(new Uint8Array(0), "empty.gb");
  await expect.poll(() => problem(host)).toMatch(/empty\.gb is empty/);
  await host.chooseFile(makeProbeRom());
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");
  await expect.poll(() => host.frame()).toBeDefined();
});

test("a game that crashes goes back, says so to everybody, and is played on", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.hostFile(site, "crashes", makeProbeRom("CRASHES", { crashesOnSelect: true }));
  await expect.poll(() => host.status()).toBe("Live");
  const player = await stage.player("player");
  await player.open(site, "crashes");
  await expect.poll(() => player.status()).toBe("Playing");
  await player.page.keyboard.press("KeyX");
  await expect.poll(async () => (await player.reading())?.count).toBe(1);
  await player.hold("select");
  await expect.poll(() => player.status()).toMatch(/^Playing: The game crashed, and /);
  await player.release("select");
  await expect.poll(() => host.status()).toMatch(/^Live: The game crashed, and /);

  const before = (await player.reading())?.count ?? 0;
  await expect
    .poll(async () => {
      await player.page.keyboard.press("KeyX");
      return (await player.reading())?.count;
    })
    .toBeGreaterThan(before);
  // And it is news for a while only: for eight seconds of the game, which a slow machine takes longer for.
  await expect.poll(() => player.status(), { timeout: 60_000 }).toBe("Playing");
  await expect.poll(() => host.status()).toBe("Live");
});

test("a game that the server does not have is said to be missing", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.openBundled(site, "missing", "/roms/missing.gb");
  await expect.poll(() => problem(host)).toMatch(/The game is not there: \/roms\/missing\.gb has no file/);
  await host.chooseFile(makeProbeRom());
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");
});

test("a name that is taken is said to be, and another will do", async () => {
  const site = stage.site();
  const first = await stage.host();
  await first.hostFile(site, "mine", makeProbeRom());
  await expect.poll(() => first.status()).toBe("Live");
  const second = await stage.host();
  await second.hostFile(site, "mine", makeProbeRom());
  await expect.poll(() => problem(second)).toMatch(/A game named “mine” is being hosted already/);
  await second.page.getByRole("button", { name: "Choose another name" }).click();
  await second.name("yours");
  await second.start();
  await expect.poll(() => second.status()).toBe("Live");
  // It may have paused by then, since nobody watches.
  expect(await first.status()).toMatch(/^(Live|Paused: nobody is watching)$/);
});

test("a name with a slash is refused while it is written, in an address and on the way to a game", async () => {
  const site = stage.site();
  const host = await stage.host();
  await host.open(site);
  await host.chooseFile(makeProbeRom());
  await host.name("a/b");
  await expect.poll(() => host.page.getByText("A name cannot hold a slash").count()).toBe(1);
  await host.start();
  expect(await host.page.locator(".console").count()).toBe(0);
  await host.openBundled(site, "a/b", "/roms/too-many-paws.gb");
  await expect.poll(() => host.page.getByText("A name cannot hold a slash").count()).toBe(1);
  await host.name("ab");
  await host.start();
  await expect.poll(() => host.status()).toBe("Live");

  const player = await stage.player("player");
  await player.page.goto(address(site, "/play/a%2Fb"));
  await expect.poll(() => player.page.getByText("A name cannot hold a slash").count()).toBe(1);
  await player.page.getByRole("alert").getByRole("link", { name: "To the lobby" }).click();
  await expect.poll(() => player.page.getByText("ab", { exact: true }).count()).toBe(1);
});

test("a relay that is not there is said not to be, and is found once it is", async () => {
  const port = await freePort();
  const site = stage.site(`http://localhost:${port}`);
  const [host, player, lobby] = [await stage.host(), await stage.player("player"), await stage.lobby()];
  await host.hostFile(site, "there", makeProbeRom());
  await player.open(site, "there");
  await lobby.open(site);
  const sentence = new RegExp(`No relay answers at http://localhost:${port}\\b`);
  await expect.poll(() => problem(host)).toMatch(sentence);
  await expect.poll(() => player.status()).toMatch(sentence);
  await expect.poll(async () => (await lobby.page.getByRole("alert").textContent()) ?? "").toMatch(sentence);

  const relay = await startRelay({ port });
  try {
    await host.page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => host.status()).toBe("Live");
    await expect.poll(() => player.status()).toBe("Playing");
    await expect.poll(() => lobby.names()).toEqual(["there"]);
    expect(await lobby.page.getByRole("alert").count()).toBe(0);
  } finally {
    await relay.close();
  }
});

test("an address that names no relay is said to, and the usual one is offered", async () => {
  const page = await stage.page("lost");
  await page.goto(`${stage.site().origin}/?relay=nonsense`);
  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toMatch(/\?relay=nonsense is no address of a relay/);
});

/** The app in a browser that lacks something. */
async function lacking(...globals: string[]): Promise<Site> {
  const server = await serve(without(inject("appFolder"), globals));
  onTestFinished(() => server.close());
  return { ...stage.site(), origin: server.origin };
}

test("without WebTransport a game is hosted, watched and played over WebSocket", async () => {
  const site = await lacking("WebTransport");
  const host = await stage.host();
  await host.hostFile(site, "socket", makeProbeRom());
  await expect.poll(() => host.status()).toBe("Live");
  const player = await stage.player("player");
  await player.open(site, "socket");
  await expect.poll(() => player.status()).toBe("Playing");
  for (const { page } of [host, player])
    expect(await page.workers()[0]?.evaluate(() => "WebTransport" in globalThis)).toBe(false);
  for (let i = 0; i < 5; i++) await player.page.keyboard.press("KeyX");
  await expect.poll(async () => (await player.reading())?.count).toBe(5);
});

test("a browser without WebCodecs is told so, by name, on every page", async () => {
  const site = await lacking("VideoDecoder", "VideoEncoder", "AudioDecoder", "AudioEncoder");
  const page = await stage.page("old");
  for (const [path, missing] of [
    ["/", /no VideoDecoder/],
    ["/play/any", /no VideoDecoder/],
    ["/host", /no VideoDecoder.*no VideoEncoder.*no AudioEncoder/],
  ] as const) {
    await page.goto(address(site, path));
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(missing);
  }
  await page.getByTitle("To the lobby").click();
  expect(new URL(page.url()).pathname).toBe("/");
});

test("a page that was not opened securely says that this is why", async () => {
  const browser = await launchBrowser(["--host-resolver-rules=MAP plain.test 127.0.0.1"]);
  try {
    const { port } = new URL(stage.site().origin);
    const page = await stage.page("insecure", { browser });
    for (const path of ["/", "/host", "/play/any"]) {
      await page.goto(`http://plain.test:${port}${path}`);
      await expect
        .poll(() => page.getByRole("alert").textContent())
        .toMatch(/open it by https, or on localhost/);
    }
  } finally {
    await browser.close();
  }
});
