/** `moq-arcade host` as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../../scripts/lib/index.mjs";
import type { Site } from "./pages.ts";

interface Line {
  level: string;
  game: string;
  text: string;
}

/** A host under Node, and the lines it has written; it ends with the test. */
export class HeadlessHost {
  readonly lines: Line[] = [];
  readonly exit: Promise<number | null>;
  #child: ChildProcess;

  /** @param env in addition to this process's */
  constructor(site: Site, args: readonly string[], env: Record<string, string> = {}) {
    const all = ["host", ...args, "--relay", site.relay, "--prefix", site.prefix, "--json", "--verbose"];
    // The package's own Node, which runs TypeScript as it is.
    const child = spawn(process.execPath, [join(root, "src/cli/moq-arcade.mjs"), ...all], {
      stdio: ["ignore", "pipe", "inherit"],
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

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
