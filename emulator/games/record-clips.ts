/**
 * `node emulator/games/record-clips.ts`: plays our own games by script, from power-on, and records it: the clips that the
 * tests and `npm run verify` replay. Written again only when a game has changed: a new build of the core has to play the
 * old ones to the same pictures.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { fileURLToPath } from "node:url";
import { ClipRecorder, encodeClip } from "../clip/index.ts";
import { BUTTONS, compileCore, createGameBoy, type GameBoy, toMask } from "../index.ts";
import { generator } from "../testing/rom.ts";
import { readLevels } from "./lantern-pond/levels.mjs";

/** Where every game of ours keeps its mode, and what that can be: README.md. */
const MODE = 0xc004;
const MODE_TITLE = 0;
const MODE_PLAY = 1;

/** Where TOO MANY PAWS keeps things. */
const HEARTS = 0xc005;
const LEVEL = 0xc00c;

/** Where WE ARE OCTOPUS keeps things, and what swims and happens in it. */
const EVENT = 0xc010;
const LANES = 0xc020;
const FAR = 0xc028;
const URCHIN = 3;
const GOING = 0x80;
const [SHARK, NET] = [2, 3];
const EVENTS = ["", "the feast", "the shark", "the net"];

/** Where LANTERN POND keeps things: its own README.md. */
const POND = 0xc005;
const BUSY = 0xc00d;
const MODE_CLEAR = 3;

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

/** Eight hands that agree: arms out for all that is near but urchins, all for the net, none for the shark. */
function octopus(frames: number): Hands {
  let last = 0;
  return (game, mark) => {
    if (game.frame === frames) return undefined;
    const event = game.peek(EVENT);
    if (event !== last) mark(event === 0 ? `${EVENTS[last]} is over` : (EVENTS[event] ?? "something else"));
    last = event;
    if (game.peek(MODE) !== MODE_PLAY) return game.frame >= 180 && game.frame < 184 ? toMask(["right"]) : 0;
    if (event === SHARK) return 0;
    if (event === NET) return 0xff;
    return toMask(
      BUTTONS.filter((_, lane) => {
        const thing = game.peek(LANES + lane);
        return thing !== 0 && thing < GOING && thing !== URCHIN && game.peek(FAR + lane) < 100;
      }),
    );
  };
}

/** How long a press is held, and what passes before the next one is thought of, in frames. */
const PRESS_FRAMES = 4;
const THOUGHT_FRAMES = 24;

/** One pond after the other by its best way. In the first a gust that is taken back, and a hint. */
function ponds(frames: number): Hands {
  let presses: Iterator<number> | undefined;
  return (game, mark) => {
    if (game.frame === frames) return undefined;
    presses ??= solvePonds(game, mark);
    return presses.next().value ?? 0;
  };
}

/** The buttons, frame by frame. */
function* solvePonds(game: GameBoy, mark: (label: string) => void): Generator<number, number> {
  function* wait(frames: number): Generator<number> {
    for (let count = 0; count < frames; count += 1) yield 0;
  }
  function* press(mask: number): Generator<number> {
    for (let count = 0; count < PRESS_FRAMES; count += 1) yield mask;
    yield* wait(2);
    while (game.peek(BUSY) === 1) yield 0;
    yield* wait(THOUGHT_FRAMES);
  }
  yield* wait(120);
  while (game.peek(BUSY) === 1) yield 0;
  yield* press(toMask(["a"]));
  for (const { name, way } of readLevels(fileURLToPath(new URL("lantern-pond/levels.txt", import.meta.url)))) {
    mark((name ?? "a pond").toLowerCase());
    const [first = 0] = way;
    if (game.peek(POND) === 1)
      for (const mask of [1 << (first ^ 1), toMask(["b"]), toMask(["a"])]) yield* press(mask);
    for (const gust of way) yield* press(1 << gust);
    while (game.peek(MODE) !== MODE_CLEAR) yield 0;
    yield* wait(150);
    yield* press(toMask(["a"]));
  }
  return 0;
}

const PAWS = "too-many-paws";

const RECORDINGS: readonly Recording[] = [
  { rom: PAWS, file: "round", hands: () => round(2, 1260, 7) },
  { rom: PAWS, file: "crowd", hands: () => round(7, 3580, 11) },
  { rom: PAWS, file: "nap", hands: () => nap(2700) },
  { rom: "we-are-octopus", file: "eight-hands", hands: () => octopus(3580) },
  { rom: "lantern-pond", file: "spring", hands: () => ponds(3580) },
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
  const marks = recorder.clip().marks.map(({ frame, label }) => `${label} at ${frame}`);
  // From the mode on: what each game's README.md says.
  const memory = Array.from({ length: 16 }, (_, at) => game.peek(MODE + at)).join(" ");
  process.stdout.write(
    `${rom}/clips/${file}.mqclip: ${game.frame} frames, ${clip.length} bytes; from 0xC004: ${memory}; ${marks.join(", ")}\n`,
  );
}
