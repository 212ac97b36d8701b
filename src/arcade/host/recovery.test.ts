import { expect, it, vi } from "vitest";
import { createGameBoy } from "../../../emulator/index.ts";
import { testCore } from "../../../emulator/testing/core.ts";
import { CRASHES_ON_A, GAME, makeRom } from "../../../emulator/testing/rom.ts";
import { Recovery } from "./recovery.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

const A = 0x10;
const core = await testCore();

/** A game whose host does as the host's loop does. */
function hosted(program = CRASHES_ON_A) {
  const emulator = createGameBoy({ core, rom: makeRom({ program }) });
  const recovery = new Recovery(emulator);
  const run = (frames: number, buttons = 0) => {
    for (let frame = 0; frame < frames; frame++) {
      try {
        emulator.step(recovery.heard(buttons));
        recovery.stepped();
      } catch (error) {
        recovery.crashed(error);
      }
    }
  };
  return { emulator, recovery, run };
}

it("a crash takes the game back by one or two seconds, and says so for a while", () => {
  const { emulator, recovery, run } = hosted();
  run(300);
  expect(recovery.notice).toBeUndefined();
  run(1, A);
  expect(emulator.crashed).toBe(false);
  expect(emulator.frame).toBe(240);
  expect(recovery.notice).toBe("The game crashed, and went back a second.");
  run(100);
  expect(emulator.frame).toBe(340);
  expect(recovery.notice).toBeDefined();
  run(400);
  expect(recovery.notice).toBeUndefined();
});

it("a button that is held still reaches the game only after a while", () => {
  const { emulator, run } = hosted();
  run(300);
  run(30, A);
  expect(emulator.frame).toBe(240 + 29);
  run(2);
  run(1, 0x80);
  expect(emulator.frame).toBe(240 + 32);
});

it("a crash in the first second, or soon after the last, switches the machine off and on", () => {
  const early = hosted();
  early.run(10);
  early.run(1, A);
  expect(early.emulator.frame).toBe(0);
  expect(early.recovery.notice).toBe("The game crashed, and was switched off and on.");
  const again = hosted();
  again.run(300);
  again.run(1, A);
  again.run(200);
  again.run(1, A);
  expect(again.emulator.frame).toBe(0);
});

it("after a minute without a crash the next one is a first one again", () => {
  const { emulator, run } = hosted();
  run(300);
  run(1, A);
  run(3_700);
  run(1, A);
  expect(emulator.frame).toBeGreaterThan(3_000);
});

it("a game that crashes again and again is given up, with its own error", () => {
  const { run } = hosted([0xd3]);
  expect(() => run(5_000)).toThrow(expect.objectContaining({ reason: "crashed" }));
});

it("what is no crash is thrown on", () => {
  const { recovery } = hosted([...GAME]);
  const other = new TypeError("a mistake");
  expect(() => recovery.crashed(other)).toThrow(other);
});
