import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import { encodePng, type Image } from "../headless/index.ts";

/** Where pictures are that tests compare with: beside the test. */
const PICTURES = "__pictures__";

/** Where the pictures of failed tests go, from the folder that vitest runs in; `MOQ_ARCADE_FAILURES` names another. */
const FAILURES = join("test-results", "pictures");

const NAME = /^\w[\w .-]*\.png$/;

/** The file of a picture that a test names. @throws {Error} a sentence. */
export function pictureFile(testPath: string | undefined, name: string): string {
  if (!NAME.test(name))
    throw new Error(`"${name}" is no name for a picture: letters, digits, - and . do, with .png at the end.`);
  if (testPath === undefined)
    throw new Error("Pictures stand beside a test: compare with one inside a test.");
  return join(dirname(testPath), PICTURES, name);
}

/** Writes a picture of a failed test, and says where. Replaces that of an earlier run. */
export function writeFailure(testPath: string | undefined, name: string, picture: Image): string {
  const test = basename(testPath ?? "no-test").replace(/\.[cm]?[jt]sx?$/, "");
  const folder = resolve(process.env.MOQ_ARCADE_FAILURES ?? FAILURES, test);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, encodePng(picture));
  return path;
}
