/** The package as `npm pack` makes it, installed beside nothing but what it depends on: its commands work there. */
import { spawn, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { childEnv, root } from "./lib/paths.mjs";

// Packages are copied, and clips are played from end to end.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const CLIP = join(root, "emulator/games/too-many-paws/clips/round.mqclip");
const ROM = join(root, "public/roms/too-many-paws.gb");

interface LockedPackage {
  dev?: boolean;
  devOptional?: boolean;
}

let folder: string;
let packed: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "moq-arcade-pack-"));
  const npm = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root);
  const [{ filename, files }] = JSON.parse(npm.stdout) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  const installed = join(folder, "node_modules", "moq-arcade");
  await mkdir(installed, { recursive: true });
  run("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
  await installDependencies();
  await linkCommand(installed);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `npm ci --omit=dev` would bring, and nothing else, from what is installed here. */
async function installDependencies(): Promise<void> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const { packages } = lock as { packages: Record<string, LockedPackage> };
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (path === "" || dev || devOptional) continue;
    await cp(join(root, path), join(folder, path), { recursive: true }).catch((error) => {
      // An encoder of another platform.
      if (error.code !== "ENOENT") throw error;
    });
  }
}

/** The command where npm links it. */
async function linkCommand(installed: string): Promise<void> {
  const { bin } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const link = join(folder, "node_modules", ".bin", "moq-arcade");
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(installed, bin["moq-arcade"]), link);
  await chmod(link, 0o755);
}

function run(command: string, args: string[], cwd = folder) {
  const ended = spawnSync(command, args, { cwd, env: childEnv(), encoding: "utf8" });
  if (ended.error) throw ended.error;
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** The command itself: npx may have something of its own to say on stderr. */
const command = () => join(folder, "node_modules", ".bin", "moq-arcade");

test("it holds the modules, the games, and what builds them, and neither tests nor what is only for them", () => {
  for (const path of [
    "generated/core/gameboy.wasm",
    "generated/moq-wasm/moq_wasm.js",
    "generated/moq-wasm/moq_wasm_bg.wasm",
    "generated/moq-wasm-lite/moq_wasm_bg.wasm",
    "public/roms/index.json",
    "rust/moq-wasm/src/lib.rs",
    "src/cli/moq-arcade.mjs",
    "LICENSE-MIT",
  ])
    expect(packed).toContain(path);
  expect(packed.filter((path) => /\.test\.|\/testing\/|^(e2e|bench|dist|target)\//.test(path))).toEqual([]);
});

test("npx moq-arcade --help names the commands", () => {
  const { code, stdout } = run("npx", ["--no", "--", "moq-arcade", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("moq-arcade COMMAND");
});

test("verify plays a clip of a game that comes along, and warns of nothing", () => {
  const { code, stdout, stderr } = run(command(), ["verify", CLIP]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("clips: 1 exact, 0 diverged, 0 unplayable");
});

test("host has its encoders, waits for a relay, and ends with 0 on SIGTERM", async () => {
  const args = ["host", ROM, "--relay", "http://localhost:1", "--json"];
  const host = spawn(command(), args, { cwd: folder, env: childEnv() });
  let said = "";
  const note = (text: Buffer) => {
    said += text;
  };
  host.stdout.on("data", note);
  host.stderr.on("data", note);
  const exit = new Promise((resolve) => host.once("exit", resolve));
  await expect.poll(() => said, { timeout: 30_000 }).toContain("TOO MANY PAWS");
  host.kill("SIGTERM");
  expect({ code: await exit, said }).toEqual({ code: 0, said });
});
