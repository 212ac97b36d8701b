import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

import { createGameBoy } from "./gameboy.ts";
import { testCore } from "./testing/core.ts";
import { makeRom } from "./testing/rom.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

/**
 * `native.txt` has FNV-1a hashes of pixels, palettes and samples of 600 frames. The core's own tests hold the
 * native build to them (`emulator/core/tests/machine.rs`), and this one the wasm.
 */
test("wasm plays what the native core plays, to the bit", async () => {
  const recorded = readFileSync(new URL("./testing/native.txt", import.meta.url), "utf8");
  const core = await testCore();
  let played = "";
  for (const console of ["dmg", "cgb"] as const) {
    const game = createGameBoy({ core, rom: makeRom({ color: 0x80 }), console });
    let hash = 0x811c9dc5;
    for (let frame = 0; frame < 600; frame += 1) {
      game.step((Math.imul(Math.floor(frame / 7), 2_654_435_761) >>> 13) & 0b1111_0101);
      for (const part of [game.indexed(), game.palette(), game.samples()]) {
        for (const byte of new Uint8Array(part.buffer, part.byteOffset, part.byteLength)) {
          hash = Math.imul(hash ^ byte, 0x01000193);
        }
      }
    }
    played += `${console} ${(hash >>> 0).toString(16).padStart(8, "0")}\n`;
  }
  expect(played).toBe(recorded);
});
