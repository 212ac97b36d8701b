/** What a cartridge keeps without power is there the next time that it is hosted. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeClip } from "../emulator/clip/index.ts";
import { createGameBoy } from "../emulator/index.ts";
import { testCore } from "../emulator/testing/core.ts";
import { makeRom } from "../emulator/testing/rom.ts";
import { keep } from "./lib/clips.ts";
import { folder, HeadlessHost } from "./lib/headless.ts";
import type { Site } from "./lib/pages.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

/** What the session of a game that is hosted now began with, as a viewer keeps it. */
async function batteryAtPowerOn(site: Site, name: string): Promise<Uint8Array> {
  const viewer = await stage.player(`viewer of ${name}`);
  await viewer.open(site, name);
  await expect.poll(() => viewer.status()).toBe("Playing");
  await viewer.page.getByRole("button", { name: "Keep a clip" }).click();
  const { file } = await keep(viewer, "The whole session");
  const { start } = decodeClip(file);
  if (start.type !== "power-on") throw new Error("the session does not begin with power-on");
  return start.battery;
}

/** In the page: how many batteries there are. */
function countKept(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("moq-arcade");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const done = (count: number) => {
        database.close();
        resolve(count);
      };
      if (!database.objectStoreNames.contains("batteries")) return done(0);
      const counting = database.transaction("batteries").objectStore("batteries").count();
      counting.onsuccess = () => done(counting.result);
      counting.onerror = () => reject(counting.error);
    };
  });
}

test("a cartridge's battery outlives the game in which it was written", async () => {
  const site = stage.site();
  // It adds to a byte that its cartridge keeps, in each frame.
  const rom = makeRom({ type: 0x03 });
  const host = await stage.host();
  await host.hostFile(site, "first", rom);
  await expect.poll(() => host.status()).toBe("Live");
  const fresh = createGameBoy({ core: await testCore(), rom }).battery();
  expect(await batteryAtPowerOn(site, "first")).toEqual(fresh);
  await host.page.getByRole("button", { name: "End the game" }).click();
  await expect.poll(() => host.page.evaluate(countKept)).toBe(1);

  await host.hostFile(site, "second", rom);
  await expect.poll(() => host.status()).toBe("Live");
  const kept = await batteryAtPowerOn(site, "second");
  expect(kept.length).toBe(fresh.length);
  expect(kept).not.toEqual(fresh);
});

test("under Node it is a file, which outlives a state that cannot be gone on from", {
  timeout: 180_000,
}, async () => {
  const site = stage.site();
  const files = await folder();
  const rom = makeRom({ type: 0x03 });
  const [file, clips] = [join(files, "counts.gb"), join(files, "clips")];
  await writeFile(file, rom);
  const args = [file, "--save", files, "--record", clips];
  const read = async () => new Uint8Array(await readFile(join(files, "counts.sav")));
  // It is written every ten seconds, and at the end.
  const becomesOther = (than: Uint8Array) =>
    expect
      .poll(async () => Buffer.compare(await read().catch(() => than), than), { timeout: 60_000 })
      .not.toBe(0);
  const fresh = createGameBoy({ core: await testCore(), rom }).battery();
  const first = new HeadlessHost(site, args);
  await becomesOther(fresh);
  first.kill("SIGTERM");
  expect(await first.exit).toBe(0);
  const kept = await read();
  expect(kept.length).toBe(fresh.length);
  await rm(clips, { recursive: true });

  // As one of another build of the core would be.
  await writeFile(join(files, "counts.mqstate"), "not a state");
  const second = new HeadlessHost(site, args);
  await expect.poll(() => second.said("the game begins anew"), { timeout: 30_000 }).toBe(true);
  await becomesOther(kept);
  second.kill("SIGTERM");
  expect(await second.exit).toBe(0);
  const [clip = ""] = await readdir(clips);
  const { start } = decodeClip(new Uint8Array(await readFile(join(clips, clip))));
  expect(start).toMatchObject({ type: "power-on", battery: kept });
});
