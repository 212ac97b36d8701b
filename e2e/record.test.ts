/** A game that is hosted under Node, recorded by the command, and played again from the file. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeClip, frameCount, startClip } from "../emulator/clip/index.ts";
import { testCore } from "../emulator/testing/core.ts";
import { Command, folder, HeadlessHost } from "./lib/headless.ts";
import { KEYS, type Site } from "./lib/pages.ts";
import { makeProbeRom } from "./lib/rom.ts";
import { useStage } from "./stage.ts";

const stage = useStage();
const LIVE = { timeout: 30_000 };
const ROM = makeProbeRom();

/** A host of the probe, by that name, and where its files are. */
async function hosted(site: Site, name: string) {
  const files = await folder();
  const rom = join(files, "probe.gb");
  await writeFile(rom, ROM);
  const host = new HeadlessHost(site, [`${rom}=${name}`]);
  await expect.poll(() => host.said("live"), LIVE).toBe(true);
  const record = (file: string, ...options: string[]) =>
    new Command([
      "record",
      join(files, file),
      ...["--relay", site.relay, "--prefix", site.prefix, "--name", name],
      ...options,
    ]);
  const clip = async (file: string) => decodeClip(new Uint8Array(await readFile(join(files, file))));
  return { host, files, rom, record, clip };
}

async function verified(file: string, rom: string): Promise<string> {
  const verify = new Command(["verify", file, "--rom", rom]);
  const code = await verify.exit;
  return code === 0 ? "fine" : `${code}: ${verify.stdout}${verify.stderr}`;
}

/** Plays it to its end, as it was recorded, and tells how often A was pressed: the probe counts at an address of its own. */
async function pressesIn(clip: ReturnType<typeof decodeClip>): Promise<number> {
  const player = startClip(clip, { core: await testCore(), rom: ROM });
  expect(player.verify()).toBeUndefined();
  return player.emulator.peek(0xc000);
}

test("a game that somebody plays is recorded for so long, and the clip verifies", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const { files, rom, record, clip } = await hosted(site, "played");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "played");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  const command = record("played.mqclip", "--seconds", "8");
  await expect.poll(() => command.stderr, LIVE).toContain("recording");
  for (let count = 1; count <= 3; count += 1) {
    await viewer.hold("a");
    await expect.poll(async () => (await viewer.reading())?.count).toBe(count);
    await viewer.release("a");
  }
  expect(await command.exit).toBe(0);
  expect(command.stdout).toMatch(/played\.mqclip: “PROBE”, \d+ frames, [\d.]+ s; \d+ bytes/);
  expect(await verified(join(files, "played.mqclip"), rom)).toBe("fine");
  const recorded = await clip("played.mqclip");
  const [{ frame: from = 0 } = {}] = recorded.marks;
  const seconds = (frameCount(recorded.runs) - from) / 59.7275;
  expect(seconds).toBeGreaterThan(7.9);
  expect(seconds).toBeLessThan(9);
  expect(await pressesIn(recorded)).toBe(3);
  expect((await readdir(files)).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("a game that nobody watches runs while it is recorded, until Ctrl-C; nothing is overwritten unasked", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const { host, record, clip } = await hosted(site, "alone");
  // Once what its beginning keeps it going for is over.
  await expect.poll(() => host.said("paused"), LIVE).toBe(true);
  const command = record("alone.mqclip");
  await expect.poll(() => command.stderr, { timeout: 60_000 }).toMatch(/recorded [\d.]+ s/);
  command.kill("SIGINT");
  expect(await command.exit).toBe(0);
  const [, seconds] = /recorded ([\d.]+) s/.exec(command.stderr) ?? [];
  const recorded = await clip("alone.mqclip");
  expect(frameCount(recorded.runs) / 59.7275).toBeGreaterThan(Number(seconds) - 0.1);
  expect(await pressesIn(recorded)).toBe(0);

  const again = record("alone.mqclip", "--seconds", "1");
  expect(await again.exit).toBe(2);
  expect(again.stderr).toContain("is there already: --force replaces it");
  const forced = record("alone.mqclip", "--seconds", "1", "--force", "--json");
  expect([await forced.exit, forced.stderr]).toEqual([0, ""]);
  const told = JSON.parse(forced.stdout);
  expect(told).toMatchObject({ game: "PROBE", end: "done" });
  expect(frameCount((await clip("alone.mqclip")).runs)).toBe(told.frames);
});

test("the whole session is recorded afterwards, or the end of it by who has the ROM", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const { rom, record, clip } = await hosted(site, "past");
  const viewer = await stage.player("viewer");
  await viewer.open(site, "past");
  await expect.poll(() => viewer.status(), LIVE).toBe("Playing");
  for (let times = 0; times < 4; times += 1) await viewer.page.keyboard.press(KEYS.a);
  await expect.poll(async () => (await viewer.reading())?.count).toBe(4);
  await viewer.page.waitForTimeout(1_000);

  const whole = record("whole.mqclip", "--whole");
  expect(await whole.exit).toBe(0);
  const session = await clip("whole.mqclip");
  expect(session.start.type).toBe("power-on");
  expect(await pressesIn(session)).toBe(4);

  const unknown = record("last.mqclip", "--last", "1.5");
  expect(await unknown.exit).toBe(2);
  expect(unknown.stderr).toMatch(/The game “PROBE” .* name its file or folder with --rom/);
  const last = record("last.mqclip", "--last", "1.5", "--rom", rom);
  expect(await last.exit).toBe(0);
  const end = await clip("last.mqclip");
  expect(end.start.type).toBe("state");
  expect(frameCount(end.runs)).toBe(Math.ceil(1.5 * 59.7275));
  expect(await pressesIn(end)).toBe(4);
});

test("what cannot be recorded is one sentence, and no file", { timeout: 180_000 }, async () => {
  const site = stage.site();
  const files = await folder();
  const record = (relay: string, name: string, ...options: string[]) =>
    new Command([
      "record",
      join(files, "none.mqclip"),
      ...["--relay", relay, "--prefix", site.prefix, "--name", name],
      ...options,
    ]);
  const sender = await stage.harness();
  await sender.evaluate(({ relay, path }) => window.harness.broadcast.start(relay, path), {
    relay: site.relay,
    path: `${site.prefix}/game/foreign`,
  });
  const cases = [
    [record(site.relay, "nobody", "--wait", "2"), /^No game is called “nobody” .*within 2 s\.\n$/],
    [
      record("http://localhost:9", "any", "--wait", "5"),
      /^Could not reach the relay at http:\/\/localhost:9: .*\n$/,
    ],
    [
      record(site.relay, "foreign", "--wait", "60"),
      /^(recording.*\n)?The host of this game sends no recording of it\.\n$/,
    ],
    [record(site.relay, "any", "--last", "0"), /^--last takes seconds, up to a day, not “0”\. See .*\n$/],
  ] as const;
  for (const [command, sentence] of cases) {
    expect(await command.exit).toBe(2);
    expect(command.stderr).toMatch(sentence);
    expect(command.stdout).toBe("");
  }
  expect(await readdir(files)).toEqual([]);
});

test("a host that ends, ends the recording with what there was", { timeout: 180_000 }, async () => {
  const site = stage.site();
  const { host, record, clip } = await hosted(site, "ending");
  const command = record("ending.mqclip");
  await expect.poll(() => command.stderr, { timeout: 60_000 }).toMatch(/recorded [\d.]+ s/);
  host.kill("SIGTERM");
  expect(await command.exit).toBe(0);
  expect(command.stderr).toContain(
    "The game has ended, or its host is gone: this is what there was until then.",
  );
  expect(await pressesIn(await clip("ending.mqclip"))).toBe(0);
});
