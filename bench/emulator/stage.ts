/** What the emulator's bench runs on: the core as wasm and as a native program, and a browser. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../../e2e/lib/browser.ts";
import { serve, viteBuild } from "../../e2e/lib/build.ts";
import { building, cargo, cargoTarget } from "../../scripts/lib/cargo.mjs";
import { ensureAll, root } from "../../scripts/lib/index.mjs";
import { createReporter } from "../../scripts/lib/report.mjs";
import type { EmulatorBench } from "./page/page.ts";
import type { Console } from "./play.ts";

export interface Stage {
  /** The core's wasm: a file. */
  core: string;
  /** The browser's version. */
  chromium: string;
  /** Frames a second of the native program. */
  native(rom: string, frames: number, console: Console, what: "core" | "boytacean"): number;
  /** Calls one of the page's functions, in a page of its own. */
  inPage<Name extends keyof EmulatorBench>(
    name: Name,
    ...args: Parameters<EmulatorBench[Name]>
  ): Promise<Awaited<ReturnType<EmulatorBench[Name]>>>;
  close(): Promise<void>;
}

/** Builds what is missing and starts the browser. */
export async function openStage(say: (text: string) => void): Promise<Stage> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const report = createReporter();
    const { toolchain } = await ensureAll({ only: ["rust", "core"], given: ["packages"], report });
    if (!toolchain) throw new Error("there is no Rust toolchain");
    say("building the core natively");
    const args = ["build", "--release", "-p", "gameboy-core", "--example", "speed"];
    const what = "The emulator core, natively";
    await building(say, () => cargo(toolchain, args, { log: "speed", what, progress: () => {} }));
    const program = join(cargoTarget, "release", "examples", "speed");
    say("building the page");
    const folder = mkdtempSync(join(tmpdir(), "moq-arcade-bench-"));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", remove);
    ends.push(remove);
    await viteBuild(["--config", "bench/emulator/page/vite.config.ts", "--outDir", folder]);
    const server = await serve(folder);
    ends.push(() => server.close());
    const browser = await launchBrowser();
    ends.push(() => browser.close());
    return {
      core: join(root, "generated", "core", "gameboy.wasm"),
      chromium: browser.version(),
      native: (rom, frames, console, what) =>
        Number(execFileSync(program, [rom, String(frames), console, what], { encoding: "utf8" })),
      async inPage(name, ...args) {
        const context = await browser.newContext();
        try {
          const page = await context.newPage();
          await page.goto(server.origin);
          await page.waitForFunction(() => "emulatorBench" in window);
          return (await page.evaluate(
            ({ name, args }) => (window.emulatorBench[name] as (...args: unknown[]) => unknown)(...args),
            { name, args: args as unknown[] },
          )) as never;
        } finally {
          await context.close();
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
