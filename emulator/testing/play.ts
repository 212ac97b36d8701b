import type { ConsoleName } from "../consoles.ts";
import type { Emulator } from "../emulator.ts";
import type { GameBoyConsole } from "../gameboy.ts";
import { generator } from "./rom.ts";

/**
 * A long game by generated hands, and what was seen and heard of it: the same in every engine, and the same as
 * natively (`emulator/core/gameboy/tests/played.rs` has these hands and this hash too). An NES's sound is not held to be
 * the same natively: its filters are made with the sines of whatever machine it is compiled for.
 */

/** How many frames there are from one line to the next. */
export const FRAMES_A_LINE = 2_500;

/** The frames of a whole game. */
export const FRAMES = 20_000;

/** The consoles that each game is played on. */
export const CONSOLES = ["dmg", "cgb"] as const satisfies readonly GameBoyConsole[];

const SEED = 7;

/** Buttons for each frame, held for some frames at a time, as hands do. */
export function hands(seed: number): () => number {
  const random = generator(seed);
  let held = 0;
  return () => {
    if (random() % 8 === 0) {
      held = random() & 0xff;
    }
    return held;
  };
}

/**
 * Plays, and hashes all pixels, palettes and samples from the first frame on (FNV-1a of 32 bits).
 * @param meanwhile is called after each frame, and says which machine goes on
 * @returns a line for every `FRAMES_A_LINE` frames: the frames so far, and the hash so far
 */
export function play(
  start: Emulator,
  frames: number,
  meanwhile: (game: Emulator) => Emulator = (game) => game,
): string[] {
  const lines: string[] = [];
  const next = hands(SEED);
  let game = start;
  let hash = 0x811c9dc5;
  for (let frame = 1; frame <= frames; frame += 1) {
    game.step(next());
    for (const part of [game.indexed(), game.palette(), game.samples()]) {
      hash = fnv1a(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), hash);
    }
    if (frame % FRAMES_A_LINE === 0) {
      lines.push(`${frame} ${(hash >>> 0).toString(16).padStart(8, "0")}`);
    }
    game = meanwhile(game);
  }
  return lines;
}

function fnv1a(bytes: Uint8Array, seed: number): number {
  let hash = seed;
  for (let at = 0; at < bytes.length; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash;
}

/** The file with a game's lines, in this folder. */
export function playedFile(rom: string, console: ConsoleName): string {
  return `played/${rom}.${console}.txt`;
}
