import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { MatcherState } from "vitest";

import {
  countDifferences,
  decodePng,
  encodePng,
  HeadlessError,
  type Image,
  showDifference,
} from "../headless/index.ts";
import { pictureFile, writeFailure } from "./folder.ts";
import { report, whereIs } from "./message.ts";
import type { Replay } from "./replay.ts";

/** What a matcher answers vitest. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Pictures that were written in this run: a second expectation of the same name is compared, even with `-u`. */
const written = new Set<string>();

/** `toMatchPicture`: the present picture is the one of that name beside the test, to the bit. */
export function matchPicture(state: MatcherState, game: Replay, name: string): Verdict {
  const path = pictureFile(state.testPath, name);
  const actual = game.picture();
  const expected = existsSync(path) ? readPicture(path) : undefined;
  const pixels = expected ? countDifferences(expected, actual) : undefined;
  const here = whereIs(game);
  if (pixels === 0)
    return {
      pass: true,
      message: () => report(`The picture is ${name}, and should not be.`, { at: here, expected: path }),
    };
  if (!state.isNot && mayWrite(state, path, expected !== undefined)) {
    written.add(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, encodePng(actual));
    return { pass: true, message: () => "" };
  }
  return {
    pass: false,
    message: () => (expected ? notThatPicture(state, game, name, expected) : noPicture(state, game, name)),
  };
}

function mayWrite({ snapshotState, task }: MatcherState, path: string, isThere: boolean): boolean {
  const update = snapshotState.snapshotUpdateState;
  if (isThere ? update !== "all" || written.has(path) : update === "none" || isContinuousIntegration())
    return false;
  if (task) snapshotState[isThere ? "updated" : "added"].increment(task.id);
  return true;
}

/** Where nobody looks at what is written, nothing new is taken for right. */
function isContinuousIntegration(): boolean {
  const { CI } = process.env;
  return CI !== undefined && CI !== "" && CI !== "0" && CI !== "false";
}

function noPicture({ testPath }: MatcherState, game: Replay, name: string): string {
  return report(
    `There is no picture ${name} yet, and none is written here: run the test once on a machine of your own, look at it, and commit it.`,
    {
      at: whereIs(game),
      expected: pictureFile(testPath, name),
      actual: writeFailure(testPath, suffixed(name, "actual"), game.picture()),
    },
  );
}

function notThatPicture({ testPath }: MatcherState, game: Replay, name: string, expected: Image): string {
  return report(
    `The picture is not ${name}: ${told(expected, game.picture())}. Where it is right as it is now, run vitest with -u.`,
    {
      at: whereIs(game),
      expected: pictureFile(testPath, name),
      ...failures(testPath, name, expected, game.picture()),
    },
  );
}

/** `toReach`: plays until the picture is that one, at most so many frames. */
export function reachPicture(
  state: MatcherState,
  game: Replay,
  picture: string | Image,
  within: number,
): Verdict {
  if (!Number.isSafeInteger(within) || within < 0)
    throw new RangeError(`toReach takes { within: frames }, a whole number from 0 on, not ${within}.`);
  const name = typeof picture === "string" ? picture : "picture.png";
  const path = typeof picture === "string" ? pictureFile(state.testPath, picture) : undefined;
  if (path !== undefined && !existsSync(path))
    throw new Error(
      `There is no picture ${path} to reach: write it by toMatchPicture("${name}") at its frame first.`,
    );
  const expected = typeof picture === "string" ? readPicture(pictureFile(state.testPath, picture)) : picture;
  const from = game.frame;
  let nearest = { pixels: Number.POSITIVE_INFINITY, frame: from, picture: game.picture() };
  for (let played = 0; ; played += 1) {
    const actual = game.picture();
    const pixels = countDifferences(expected, actual);
    if (pixels < nearest.pixels) nearest = { pixels, frame: game.frame, picture: actual };
    if (pixels === 0 || played === within || !game.step()) break;
  }
  if (nearest.pixels === 0)
    return {
      pass: true,
      message: () =>
        report(`${name} is reached, and should not be within ${within} frames of frame ${from}.`, {
          at: whereIs(game),
          expected: path,
        }),
    };
  return {
    pass: false,
    message: () =>
      report(
        `${name} is not reached within ${within} frames: ${told(expected, nearest.picture)} where it is nearest.`,
        {
          from: whereIs(game, from),
          to: whereIs(game),
          nearest: whereIs(game, nearest.frame),
          expected: path ?? writeFailure(state.testPath, suffixed(name, "expected"), expected),
          ...failures(state.testPath, name, expected, nearest.picture),
        },
      ),
  };
}

function readPicture(path: string): Image {
  try {
    return decodePng(readFileSync(path));
  } catch (cause) {
    if (!(cause instanceof HeadlessError)) throw cause;
    throw new Error(`${path} cannot be compared with. ${cause.message}`, { cause });
  }
}

/** How much two pictures differ. */
function told(expected: Image, actual: Image): string {
  const { width, height } = expected;
  if (width !== actual.width || height !== actual.height)
    return `it is ${actual.width} × ${actual.height} pixels, and ${width} × ${height} are expected`;
  return `${countDifferences(expected, actual)} of ${width * height} pixels differ`;
}

/** Writes what was met and where it differs, and names the files. */
export function failures(testPath: string | undefined, name: string, expected: Image, actual: Image) {
  const { image } = showDifference(expected, actual);
  return {
    actual: writeFailure(testPath, suffixed(name, "actual"), actual),
    difference: image && writeFailure(testPath, suffixed(name, "difference"), image),
  };
}

/** `title.png` as `title-actual.png`. */
export function suffixed(name: string, suffix: string): string {
  return name.replace(/\.png$/, `-${suffix}.png`);
}
