/**
 * `node emulator/games/record-clips.ts`: plays our own games by script, from power-on, and records it: the clips that the
 * tests and `npm run verify` replay. Written again only when a game has changed: a new build of the core has to play the
 * old ones to the same pictures.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { ClipRecorder, encodeClip } from "../clip/index.ts";
import { compileCore, createGameBoy, type GameBoy, toMask } from "../index.ts";
import { generator } from "../testing/rom.ts";

/** Where TOO MANY PAWS keeps things: README.md. */
const MODE = 0xc004;
const MODE_TITLE = 0;
const MODE_PLAY = 1;
const HEARTS = 0xc005;
const LEVEL = 0xc00c;

/** One frame of a play: the buttons to hold now, or that it is over. */
type Hands = (game: GameBoy, mark: (label: string) => void) => number | undefined;

interface Recording {
  readonly rom: string;
  readonly file: string;
  readonly hands: () => Hands;
}

/** Hands that press at random: each holds one button for a while. */
function crowd(hands: number, seed: number): () => number {
  const next = generator(seed);
  const held = Array.from({ length: hands }, () => ({ button: 0, left: 0 }));
  return () => {
    let mask = 0;
    for (const hand of held) {
      if (hand.left === 0) {
        // SELECT and START only now and then, and sometimes nothing.
        const pick = next() % 28;
        hand.button = pick < 24 ? 1 << (pick % 6) : pick === 24 ? 1 << (6 + (next() % 2)) : 0;
        hand.left = 6 + (next() % 40);
      }
      hand.left -= 1;
      mask |= hand.button;
    }
    return mask;
  };
}

/** Says once when something has become so. */
function once(): (so: boolean, then: () => void) => void {
  let done = false;
  return (so, then) => {
    if (!so || done) return;
    done = true;
    then();
  };
}

/** The title, a start with START, then a crowd for so many frames. */
function round(hands: number, frames: number, seed: number): Hands {
  const press = crowd(hands, seed);
  const started = once();
  const levelled = once();
  return (game, mark) => {
    const { frame } = game;
    if (frame === frames) return undefined;
    started(game.peek(MODE) === MODE_PLAY, () => mark("the game begins"));
    levelled(game.peek(LEVEL) === 2, () => mark("the second walkies"));
    if (frame < 240) return 0;
    return frame < 244 ? toMask(["start"]) : press();
  };
}

/** Nobody moves after the start, until the last heart is gone; then once more, and the machine is left at its title. */
function nap(frames: number): Hands {
  const napping = once();
  return (game, mark) => {
    const { frame } = game;
    if (frame === frames) return undefined;
    const mode = game.peek(MODE);
    napping(frame > 200 && game.peek(HEARTS) === 0, () => mark("the nap"));
    if (mode === MODE_TITLE) return frame > 120 ? toMask(["a"]) : 0;
    // A long dog is easy to hit.
    return mode === MODE_PLAY ? toMask(["left", "right"]) : 0;
  };
}

const PAWS = "too-many-paws";

const RECORDINGS: readonly Recording[] = [
  { rom: PAWS, file: "round", hands: () => round(2, 1260, 7) },
  { rom: PAWS, file: "crowd", hands: () => round(7, 3580, 11) },
  { rom: PAWS, file: "nap", hands: () => nap(2700) },
];

const core = await compileCore(
  new Uint8Array(readFileSync(new URL("../../generated/core/gameboy.wasm", import.meta.url))),
);

for (const { rom, file, hands } of RECORDINGS) {
  const bytes = readFileSync(new URL(`../../public/roms/${rom}.gb`, import.meta.url));
  const game = createGameBoy({ core, rom: bytes });
  const recorder = new ClipRecorder(game);
  const next = hands();
  for (;;) {
    const buttons = next(game, (label) => recorder.mark(label));
    if (buttons === undefined) break;
    game.step(buttons);
    recorder.stepped(buttons);
  }
  const clip = encodeClip(recorder.clip());
  const path = new URL(`${rom}/clips/${file}.mqclip`, import.meta.url);
  mkdirSync(new URL(".", path), { recursive: true });
  writeFileSync(path, clip);
  const score = Array.from({ length: 6 }, (_, at) => game.peek(0xc006 + at)).join("");
  const marks = recorder.clip().marks.map(({ frame, label }) => `${label} at ${frame}`);
  process.stdout.write(
    `${rom}/clips/${file}.mqclip: ${game.frame} frames, ${clip.length} bytes, score ${score}, hearts ${game.peek(HEARTS)}, mode ${game.peek(MODE)}; ${marks.join(", ")}\n`,
  );
}
