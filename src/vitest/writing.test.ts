import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

import { ClipRecorder, encodeClip } from "../../emulator/clip/index.ts";
import { createGameBoy } from "../../emulator/index.ts";
import { testCore } from "../../emulator/testing/core.ts";
import { makeRom } from "../../emulator/testing/rom.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A folder of somebody's tests, in reach of the packages. */
let folder: string;

beforeAll(async () => {
  await mkdir(join(ROOT, "test-results"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "test-results", "writing-"));
  const rom = makeRom();
  const emulator = createGameBoy({ core: await testCore(), rom });
  const recorder = new ClipRecorder(emulator);
  for (let frame = 0; frame < 40; frame += 1) {
    emulator.step(0);
    recorder.stepped(0);
  }
  await writeFile(join(folder, "game.gb"), rom);
  await writeFile(join(folder, "game.mqclip"), encodeClip(recorder.clip()));
  // How long a frame takes is the machine's business.
  await writeFile(join(folder, "vitest.config.ts"), "export default { test: { testTimeout: 60_000 } };\n");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a test that looks at a frame, and runs it in a vitest of its own. */
async function vitest(frame: number, { args = [] as string[], ci = "" } = {}) {
  await writeFile(
    join(folder, "game.test.ts"),
    `import { expect, test } from "vitest";
     import { replay } from "moq-arcade/vitest";
     test("a frame", async () => {
       const game = await replay("game.mqclip", { rom: "game.gb" });
       game.seek(${frame});
       expect(game).toMatchPicture("frame.png");
     });\n`,
  );
  const command = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", folder, ...args];
  // Nothing of what this run was told: wherever it runs, that one is on a machine of somebody's own, or is not.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, command, { cwd: folder, env: { PATH, HOME, CI: ci, NO_COLOR: "1" } });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("a picture is written by the first run and by -u, compared by each other, and never written under CI", {
  timeout: 120_000,
}, async () => {
  const path = join(folder, "__pictures__", "frame.png");
  const unknown = await vitest(20, { ci: "1" });
  expect(unknown.output).toContain("There is no picture frame.png yet");
  expect(unknown.code).toBe(1);
  expect(existsSync(path)).toBe(false);

  const first = await vitest(20);
  expect(first.output).toContain("1 written");
  expect(first.code).toBe(0);
  const picture = await readFile(path);

  const other = await vitest(21);
  expect(other.output).toContain("The picture is not frame.png");
  expect(other.output).toContain(
    join(folder, "test-results", "pictures", "game.test", "frame-difference.png"),
  );
  expect(other.code).toBe(1);
  expect(await readFile(path)).toEqual(picture);

  const update = await vitest(21, { args: ["-u"] });
  expect(update.code).toBe(0);
  expect(await readFile(path)).not.toEqual(picture);
  expect((await vitest(21, { ci: "1" })).code).toBe(0);
});
