/** A game that is hosted under Node: watched and played in Chromium, recorded, and played again from the recording. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { toMask } from "../emulator/buttons.ts";
import { decodeClip, frameCount, startClip } from "../emulator/clip/index.ts";
import { testCore } from "../emulator/testing/core.ts";
import { CRASHES, makeRom } from "../emulator/testing/rom.ts";
import { startRelay } from "../scripts/lib/index.mjs";
import { freePort } from "../scripts/lib/ports.mjs";
import { replay } from "../src/vitest/index.ts";
import { folder, HeadlessHost } from "./lib/headless.ts";
import { KEYS, type PlayPage } from "./lib/pages.ts";
import { HELD_BITS, makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const LIVE = { timeout: 30_000 };

const chatButtons = ({ page }: PlayPage) => page.getByRole("button", { name: "Chat" }).count();

test("a game hosted under Node is watched, heard, played, recorded, and the recording plays the same again", async () => {
  const site = stage.site();
  const files = await folder();
  const rom = makeProbeRom();
  await writeFile(join(files, "probe.gb"), rom);
  const host = new HeadlessHost(site, [`${join(files, "probe.gb")}=nodes`, "--record", files]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);

  const viewer = await stage.player("viewer");
  await viewer.open(site, "nodes");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  for (let times = 0; times < 5; times += 1) await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(5);
  await expect.poll(() => chatButtons(viewer)).toBe(1);

  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
  await expect.poll(() => viewer.page.getByText("The game has ended").count()).toBeGreaterThan(0);

  const [recorded = ""] = (await readdir(files)).filter((name) => name.endsWith(".mqclip"));
  const game = await replay(join(files, recorded), { rom });
  expect(game.clip.start.type).toBe("power-on");
  // What the host hashed as it played.
  expect(game.clip.pictureHashes.values.length).toBeGreaterThan(0);
  expect(game.clip.soundHashes.values.length).toBeGreaterThan(0);
  expect(game).toReplayExactly();
  expect(game.frame).toBe(frameCount(game.clip.runs));
  // The probe counts presses at an address of its own.
  expect(game).toHaveMemory(0xc000, 5);
});

test("a game hosted under Node in a democracy presses what was voted for, and records that", async () => {
  const site = stage.site();
  const files = await folder();
  const rom = makeProbeRom();
  await writeFile(join(files, "probe.gb"), rom);
  const mode = ["--mode", "democracy", "--window", "1"];
  const options = [...mode, "--no-chat", "--record", files];
  const host = new HeadlessHost(site, [`${join(files, "probe.gb")}=votes`, ...options]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  const viewer = await stage.player("viewer");
  await viewer.open(site, "votes");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  // One vote, however often it is given while votes are taken, which is a second.
  await viewer.tap("a", 3);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(1);
  await expect.poll(async () => (await viewer.reading())?.held).toBe(0);
  expect(await chatButtons(viewer)).toBe(0);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);

  const [recorded = ""] = (await readdir(files)).filter((name) => name.endsWith(".mqclip"));
  const clip = decodeClip(new Uint8Array(await readFile(join(files, recorded))));
  const pressed = clip.runs.filter(({ buttons }) => buttons !== 0);
  expect(pressed).toMatchObject([{ frames: 15, buttons: toMask(["a"]) }]);
  const player = startClip(clip, { core: await testCore(), rom });
  expect(player.verify()).toBeUndefined();
});

test("a game hosted under Node does what is typed to it: another mode, a pause, a player who is muted", async () => {
  const site = stage.site();
  const files = await folder();
  const file = join(files, "probe.gb");
  await writeFile(file, makeProbeRom());
  const host = new HeadlessHost(site, [`${file}=typed`, `${file}=other`]);
  await expect.poll(() => host.said("live", "typed") && host.said("live", "other"), LIVE).toBe(true);
  const viewer = await stage.player("viewer", { storage: { "moq-arcade.display-name": "Ann" } });
  await viewer.open(site, "typed");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  const modeText = () => viewer.page.locator(".mode-text").textContent({ timeout: 1_000 });

  host.type("mode baton");
  await expect.poll(() => host.said("For which game? Begin with one of “typed:”, “other:”")).toBe(true);
  host.type("typed: mode baton --idle 60");
  await expect.poll(modeText).toBe("The baton is free");
  await viewer.hold("a");
  await expect.poll(modeText).toBe("You have the baton");
  host.type("typed: players");
  await expect.poll(() => host.said("holds a", "typed")).toBe(true);
  host.type("typed: mute Ann");
  await expect.poll(() => viewer.status()).toMatch(/The host has muted you/);
  await expect.poll(modeText).toBe("The baton is free");
  host.type("typed: unmute Ann");
  host.type("typed: pause");
  await expect.poll(() => viewer.status()).toMatch(/paused/i);
  host.type("*: go");
  await expect.poll(() => viewer.status()).toBe("Playing");
  host.type("typed: mute Bo");
  await expect.poll(() => host.said("Nobody here is called “Bo”", "typed")).toBe(true);
  expect(host.said("mode:", "other")).toBe(false);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
});

test("what is typed before a game runs is refused with a sentence", async () => {
  const file = join(await folder(), "probe.gb");
  await writeFile(file, makeProbeRom());
  // Nobody is there.
  const host = new HeadlessHost({ ...stage.site(), relay: "http://localhost:9" }, [file]);
  for (const line of ["pause", "go", "reset"]) host.type(line);
  const refused = () => host.lines.filter(({ text }) => text.startsWith("The game does not run yet")).length;
  await expect.poll(refused, LIVE).toBe(3);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
});

test("who was muted or removed is so still where a game is begun again after its core has crashed", {
  timeout: 120_000,
}, async () => {
  const site = stage.site();
  const file = join(await folder(), "probe.gb");
  await writeFile(file, makeProbeRom("CRASHES", { crashesOnSelect: true }));
  const host = new HeadlessHost(site, [`${file}=crashes`]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  const enter = async (name: string) => {
    const player = await stage.player(name, { storage: { "moq-arcade.display-name": name } });
    await player.open(site, "crashes");
    await expect.poll(() => player.status(), LIVE).toBe("Playing");
    return player;
  };
  const [ann, bo, cy] = [await enter("Ann"), await enter("Bo"), await enter("Cy")];
  // What they call themselves comes a little after them.
  const names = async () => (await bo.players()).map(({ name }) => name);
  await expect.poll(names).toEqual(expect.arrayContaining(["Ann", "Cy"]));
  host.type("mute Ann");
  host.type("remove Cy");
  await expect.poll(() => ann.status()).toMatch(/The host has muted you/);
  await expect.poll(() => cy.status()).toMatch(/The host has removed you/);
  // Held on, so that going back does not help.
  await bo.hold("select");
  await expect.poll(() => host.said("starting again"), { timeout: 60_000 }).toBe(true);
  await bo.release("select");
  await expect.poll(() => bo.status(), LIVE).toBe("Playing");
  await expect.poll(() => ann.status()).toMatch(/The host has muted you/);
  await expect.poll(() => cy.status()).toMatch(/The host has removed you/);
  await ann.hold("a");
  await bo.hold("b");
  await expect.poll(async () => (await bo.reading())?.held).toBe(HELD_BITS.b);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
});

test("a game goes on from its last state in the next process, and two are hosted by one", async () => {
  const site = stage.site();
  const files = await folder();
  const file = join(files, "probe.gb");
  await writeFile(file, makeProbeRom());
  const args = [`${file}=one`, `${file}=two`, "--save", join(files, "saves")];
  const first = new HeadlessHost(site, args);
  await expect.poll(() => first.said("live", "one") && first.said("live", "two"), LIVE).toBe(true);
  const viewer = await stage.player("viewer");
  await viewer.open(site, "two");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  for (let times = 0; times < 3; times += 1) await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(3);
  first.kill("SIGINT");
  expect(await first.exit).toBe(0);

  const second = new HeadlessHost(site, args);
  await expect.poll(() => second.said("going on from its last state", "two"), LIVE).toBe(true);
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  await expect.poll(async () => (await viewer.reading())?.count).toBe(3);
  // What comes in a game's first third of a second may be of what was pressed before (docs/wire.md, `command`).
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await viewer.reading())?.count).toBe(3);
  await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(4);
});

test("a state that cannot be gone on from is put aside with a sentence; a file that is no game ends with one", async () => {
  const site = stage.site();
  const files = await folder();
  const file = join(files, "probe.gb");
  await writeFile(file, makeProbeRom());
  await writeFile(join(files, "probe.mqstate"), "not a state");
  const host = new HeadlessHost(site, [file, "--save", files]);
  await expect.poll(() => host.said("the game begins anew"), LIVE).toBe(true);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  expect(await readFile(join(files, "probe.mqstate.old"), "utf8")).toBe("not a state");

  await writeFile(join(files, "junk.gb"), "junk");
  const junk = new HeadlessHost(site, [join(files, "junk.gb")]);
  expect(await junk.exit).toBe(2);
  expect(junk.lines.some(({ level, text }) => level === "error" && text.includes("junk.gb"))).toBe(true);
});

test("a host that finds no relay waits for one, and is live once it is there", async () => {
  const port = await freePort();
  const site = stage.site(`http://localhost:${port}`);
  const file = join(await folder(), "probe.gb");
  await writeFile(file, makeProbeRom());
  const host = new HeadlessHost(site, [`${file}=patient`]);
  await expect.poll(() => host.said("Could not reach the relay"), LIVE).toBe(true);
  await expect.poll(() => host.said("starting again"), LIVE).toBe(true);
  expect(host.said("live")).toBe(false);
  const relay = await startRelay({ port });
  try {
    await expect.poll(() => host.said("live"), LIVE).toBe(true);
    host.kill("SIGTERM");
    expect(await host.exit).toBe(0);
  } finally {
    await relay.close();
  }
});

test("a game that crashes whatever is done begins again, beside one that goes on, and both end when they are told to", async () => {
  const site = stage.site();
  const files = await folder();
  const [crashes, probe] = [join(files, "crashes.gb"), join(files, "probe.gb")];
  await writeFile(crashes, makeRom({ program: CRASHES, title: "CRASHES" }));
  await writeFile(probe, makeProbeRom());
  const host = new HeadlessHost(site, [`${crashes}=crashes`, `${probe}=sound`]);
  await expect.poll(() => host.said("was switched off and on", "crashes"), LIVE).toBe(true);
  await expect.poll(() => host.said("The game crashed after frame", "crashes"), LIVE).toBe(true);
  await expect.poll(() => host.said("starting again", "crashes"), LIVE).toBe(true);
  const again = () => host.lines.filter(({ game, text }) => game === "crashes" && text === "live").length;
  await expect.poll(again, LIVE).toBeGreaterThan(1);
  expect(host.lines.some(({ game, level }) => game === "sound" && level === "error")).toBe(false);
  host.kill("SIGTERM");
  expect(await host.exit).toBe(0);
});
