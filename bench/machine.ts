/** Where something was measured. */
import { execFileSync } from "node:child_process";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { root } from "../scripts/lib/index.mjs";

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  chromium: string;
  /** The commit, with a plus sign where the checkout differs from it. */
  commit: string;
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

export function describeMachine(chromium: string): Machine {
  const all = cpus();
  const commit = git("rev-parse", "--short", "HEAD");
  return {
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    chromium,
    commit: commit ? `${commit}${git("status", "--porcelain") ? "+" : ""}` : "unknown",
  };
}

/** Programs that ran or waited to run, on average of the last minute; 0 where the system does not tell. */
export function load(): number {
  return loadavg()[0] ?? 0;
}
