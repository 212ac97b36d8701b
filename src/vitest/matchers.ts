import { expect, type MatcherState } from "vitest";

import { describe as describeDivergence } from "../../emulator/clip/index.ts";
import type { Image } from "../headless/index.ts";
import { writeFailure } from "./folder.ts";
import { report, whereIs } from "./message.ts";
import { failures, matchPicture, reachPicture, type Verdict } from "./pictures.ts";
import { type FrameRange, Replay } from "./replay.ts";

/** What is expected of a game that is replayed. Each takes what `replay` gives, and fails with the frame and its buttons. */
export interface ReplayMatchers<R> {
  /**
   * The present picture is the one of this name in `__pictures__` beside the test, to the bit. Written where it is not
   * there yet, and again by `vitest -u`; never where `CI` is set.
   *
   * @param name such as `title.png`
   */
  toMatchPicture(name: string): R;
  /**
   * The game reads these bytes from this address on.
   *
   * @param values one byte or several, each 0 to 255
   */
  toHaveMemory(address: number, values: number | ArrayLike<number>): R;
  /** The sound of the clip, or of a stretch of it, has this hash: see `Replay.audioHash`. The present frame stays. */
  toMatchAudio(hash: string, range?: FrameRange): R;
  /**
   * From the present frame on the picture is this one within so many frames: 0 is the present one. The game stays at
   * the frame that has it; where none has, so many frames on, or at the end.
   *
   * @param picture the name of one that `toMatchPicture` wrote, or one that `picture` gave
   */
  toReach(picture: string | Image, options: { within: number }): R;
  /** All of the clip is as it was recorded, in picture and sound. The game stays at the end, or where it differs first. */
  toReplayExactly(): R;
}

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ReplayMatchers<R> {}
}

expect.extend({
  toMatchPicture(received: unknown, name: string) {
    return matchPicture(this, gameOf(received, "toMatchPicture"), name);
  },
  toHaveMemory(received: unknown, address: number, values: number | ArrayLike<number>) {
    return haveMemory(gameOf(received, "toHaveMemory"), address, values);
  },
  toMatchAudio(received: unknown, hash: string, range?: FrameRange) {
    return matchAudio(gameOf(received, "toMatchAudio"), hash, range);
  },
  toReach(received: unknown, picture: string | Image, options: { within: number }) {
    return reachPicture(this, gameOf(received, "toReach"), picture, options.within);
  },
  toReplayExactly(received: unknown) {
    return replayExactly(this, gameOf(received, "toReplayExactly"));
  },
});

function gameOf(received: unknown, matcher: string): Replay {
  if (received instanceof Replay) return received;
  throw new TypeError(`${matcher} is for a game that is replayed: give expect() what replay() resolves to.`);
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

function haveMemory(game: Replay, address: number, values: number | ArrayLike<number>): Verdict {
  const expected = typeof values === "number" ? [values] : Array.from(values);
  const actual = [...game.memory(address, expected.length)];
  const differs = expected.findIndex((value, at) => value !== actual[at]);
  const listed = (bytes: readonly number[]) => bytes.map((byte) => hex(byte, 2)).join(" ");
  const at = whereIs(game);
  const place = `0x${hex(address, 4)}`;
  return {
    pass: differs < 0,
    message: () =>
      differs < 0
        ? report(`Memory from ${place} on is ${listed(actual)}, and should not be.`, { at })
        : report(
            `Memory at 0x${hex(address + differs, 4)} is ${actual[differs]}, not ${expected[differs]}.`,
            {
              at,
              expected: `${place}: ${listed(expected)}`,
              actual: `${place}: ${listed(actual)}`,
            },
          ),
  };
}

function matchAudio(game: Replay, hash: string, range: FrameRange = {}): Verdict {
  const actual = game.audioHash(range);
  const { from = 0, to = game.frames } = range;
  const pass = actual === hash;
  const stretch = `of the frames behind ${from} up to ${to}`;
  return {
    pass,
    message: () =>
      pass
        ? report(`The sound ${stretch} has the hash ${hash}, and should not have.`, { to: whereIs(game, to) })
        : report(`The sound ${stretch} is another.`, { to: whereIs(game, to), expected: hash, actual }),
  };
}

function replayExactly({ testPath, isNot }: MatcherState, game: Replay): Verdict {
  const divergence = game.verify();
  if (!divergence)
    return {
      pass: true,
      message: () => report("The clip plays as it was recorded, and should not.", { at: whereIs(game) }),
    };
  // What nobody is told of is not written either.
  if (isNot) return { pass: false, message: () => "" };
  return {
    pass: false,
    message: () => {
      const { frame, actual } = divergence;
      const name = `${fileSafe(game.clip.rom.title)}-frame-${frame}`;
      return report(describeDivergence(divergence), {
        at: whereIs(game, frame),
        actual: writeFailure(testPath, `${name}-actual.png`, actual),
        ...comparison(testPath, game),
      });
    },
  };
}

/** The two pictures, of the first frame from there on that the clip has kept one of. */
function comparison(testPath: string | undefined, game: Replay): Record<string, string | undefined> {
  const pictures = game.compare();
  game.seek(game.divergence?.frame ?? game.frame);
  if (!pictures) return { expected: "the clip has kept no picture from there on that differs" };
  const { expected, actual } = pictures;
  const name = `${fileSafe(game.clip.rom.title)}-frame-${expected.frame}`;
  const files = failures(testPath, `${name}.png`, expected, actual);
  return {
    [`expected at frame ${expected.frame}`]: writeFailure(testPath, `${name}-expected.png`, expected),
    [`actual at frame ${expected.frame}`]: files.actual,
    [`difference at frame ${expected.frame}`]: files.difference,
  };
}

const fileSafe = (title: string) => title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
