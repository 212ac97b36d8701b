/** The command line as processes of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../../scripts/lib/index.mjs";
import type { Site } from "./pages.ts";

const PROGRAM = join(root, "src/cli/moq-arcade.mjs");

interface Line {
  level: string;
  game: string;
  text: string;
}

/** `moq-arcade host` as a process of its own, and the lines it has written. */
export class HeadlessHost {
  readonly lines: Line[] = [];
  readonly exit: Promise<number | null>;
  #child: ChildProcess;

  /** @param env in addition to this process's */
  constructor(site: Site, args: readonly string[], env: Record<string, string> = {}) {
    const all = ["host", ...args, "--relay", site.relay, "--prefix", site.prefix, "--json", "--verbose"];
    // The package's own Node, which runs TypeScript as it is.
    const child = spawn(process.execPath, [PROGRAM, ...all], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    this.exit = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    let rest = "";
    child.stdout?.on("data", (data: Buffer) => {
      const lines = (rest + data.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.lines.push(JSON.parse(line) as Line);
    });
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await this.exit;
    });
  }

  said(text: string, game?: string): boolean {
    return this.lines.some((line) => line.text.includes(text) && (game === undefined || line.game === game));
  }

  /** Types a line to it. */
  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** Any command that ends by itself, or by a signal. */
export class Command {
  stdout = "";
  stderr = "";
  readonly exit: Promise<number | null>;
  #child: ChildProcess;

  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    this.exit = new Promise((resolve) => child.once("close", (code) => resolve(code)));
    child.stdout?.on("data", (data: Buffer) => {
      this.stdout += data.toString();
    });
    child.stderr?.on("data", (data: Buffer) => {
      this.stderr += data.toString();
    });
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await this.exit;
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** A folder that is gone after the test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "moq-arcade-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
