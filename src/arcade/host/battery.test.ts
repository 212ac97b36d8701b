import { beforeAll, expect, test } from "vitest";
import { type Core, createGameBoy } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { makeRom } from "../../../emulator/testing/rom.ts";
import { BatteryWatch } from "./battery.ts";

let core: Core;

beforeAll(async () => {
  core = await testCore();
});

/** Changes a byte that its cartridge keeps in each frame. */
const rom = makeRom({ type: 0x03 });

test("a battery that changed is handed on once it stands still, and not again", () => {
  const emulator = createGameBoy({ core, rom });
  const told: Uint8Array[] = [];
  const watch = new BatteryWatch(emulator, (battery) => told.push(battery));
  const run = (frames: number, isSaving: boolean) => {
    for (let frame = 0; frame < frames; frame += 1) {
      if (isSaving) emulator.step(0);
      watch.stepped();
    }
  };
  run(359, true);
  expect(told).toHaveLength(0);
  run(241, false);
  expect(told).toHaveLength(1);
  expect(told[0]).toEqual(emulator.battery());
  run(360, false);
  expect(told).toHaveLength(1);
});

test("a battery that never stands still is handed on all the same, every ten seconds", () => {
  const emulator = createGameBoy({ core, rom });
  const told: Uint8Array[] = [];
  const watch = new BatteryWatch(emulator, (battery) => told.push(battery));
  for (let frame = 0; frame < 1_250; frame += 1) {
    emulator.step(0);
    watch.stepped();
  }
  expect(told).toHaveLength(2);
});

test("at the end what there is is handed on, and a cartridge without a battery hands on nothing", () => {
  for (const [type, count] of [
    [0x03, 1],
    [0x00, 0],
  ] as const) {
    const emulator = createGameBoy({ core, rom: makeRom({ type }) });
    const told: Uint8Array[] = [];
    const watch = new BatteryWatch(emulator, (battery) => told.push(battery));
    for (let frame = 0; frame < 30; frame += 1) {
      emulator.step(0);
      watch.stepped();
    }
    watch.flush();
    watch.flush();
    expect(told).toHaveLength(count);
  }
});
