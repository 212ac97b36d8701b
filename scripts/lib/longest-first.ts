/** The order in which test files begin: those that take minutes first, so that none of them is left over at the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that took longest where nothing else was known, the longest first. */
export const LONG = [
  "e2e/interop-matrix/matrix.test.ts",
  "emulator/determinism.test.ts",
  "src/net/memory-dropped.test.ts",
  "emulator/games/we-are-octopus/we-are-octopus.test.ts",
  "emulator/games/lantern-pond/lantern-pond.test.ts",
  "emulator/clip/clip.test.ts",
];

/** Where a file stands among the long ones; behind all of them where it is none. */
export function rankOf(path: string): number {
  const at = LONG.findIndex((long) => path.endsWith(`/${long}`));
  return at < 0 ? LONG.length : at;
}

/** As vitest would have it, but for the long ones. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a.moduleId) - rankOf(b.moduleId));
  }
}
