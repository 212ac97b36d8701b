/** How many games one core hosts at full speed, under Node: `moq-arcade host` on one core, all else on the others. */
import { execFile, execFileSync, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, startRelay } from "../../scripts/lib/index.mjs";

/** A game that is slower than this share of its own time is not at full speed: a frame in a hundred is missing. */
export const FULL_SPEED = 0.99;

/** How long each number of games is looked at, in seconds. */
const SECONDS = 10;

/** How often too many games are looked at before it is believed: a machine stands still now and then. */
const LOOKS = 2;

/** More than so many are not tried. */
const GAMES_MAX = 128;

/** What is fetched of each game. */
export const WATCHED = {
  /** A viewer: H.264 and Opus. */
  seen: ["video", "audio"],
  /** A listener: the game runs, and no picture is encoded. */
  heard: ["audio"],
} as const;
export type Watched = keyof typeof WATCHED;

export interface HostedResult {
  /** The most games at which each was at full speed. */
  games: number;
  /** The slowest game's speed at each number that was tried, in the order they were. */
  tried: { games: number; slowest: number }[];
}

/** Why it cannot be measured here, as a sentence; `undefined` where it can. */
export function whyNotHosted(): string | undefined {
  if (availableParallelism() < 2) return "games per core: the viewers need another core than the host";
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "games per core: there is no taskset here, which holds the host to one core";
  }
}

/** Doubles the games until they are too many for the core, then looks between. */
export async function measureHosted(
  rom: string,
  watched: Watched,
  say: (text: string) => void,
): Promise<HostedResult> {
  const relay = await startRelay();
  const tried: HostedResult["tried"] = [];
  const isEnough = async (games: number) => {
    let slowest = 0;
    for (let look = 0; look < LOOKS && slowest < FULL_SPEED; look++)
      slowest = Math.max(slowest, await slowestOf(relay.url, rom, games, watched, say));
    say(`${games} games, each ${watched}: the slowest at ${slowest.toFixed(3)} of full speed`);
    tried.push({ games, slowest });
    return slowest >= FULL_SPEED;
  };
  try {
    let [most, tooMany] = [0, 1];
    while (tooMany <= GAMES_MAX && (await isEnough(tooMany))) [most, tooMany] = [tooMany, tooMany * 2];
    while (tooMany - most > 1) {
      const between = Math.floor((most + tooMany) / 2);
      if (await isEnough(between)) most = between;
      else tooMany = between;
    }
    return { games: most, tried };
  } finally {
    await relay.close();
  }
}

/** What {@link viewers.ts} exits with where a track fails or does not begin. */
const TOO_SLOW = 3;

let runs = 0;

async function slowestOf(
  relay: string,
  rom: string,
  games: number,
  watched: Watched,
  say: (text: string) => void,
): Promise<number> {
  const names = Array.from({ length: games }, (_, at) => `game-${at}`);
  const prefix = `bench-${++runs}`;
  const cli = [join(root, "src/cli/moq-arcade.mjs"), "host", ...names.map((name) => `${rom}=${name}`)];
  const to = ["--relay", relay, "--prefix", prefix];
  const host = spawn("taskset", ["-c", "0", process.execPath, ...cli, ...to], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => host.once("exit", () => resolve()));
  try {
    const others = `1-${availableParallelism() - 1}`;
    const viewers = [join(import.meta.dirname, "viewers.ts"), relay, prefix, String(SECONDS)];
    const args = ["-c", others, process.execPath, ...viewers, WATCHED[watched].join(","), ...names];
    const { stdout } = await promisify(execFile)("taskset", args).catch(
      (error: { code?: unknown; stderr?: string }) => {
        // Games that are so slow that what is asked of them is gone by then.
        if (error.code !== TOO_SLOW) throw error;
        say(`${games} games: ${error.stderr?.trim().split("\n").at(-1)}`);
        return { stdout: "[0]" };
      },
    );
    return Math.min(...(JSON.parse(stdout) as number[]));
  } finally {
    host.kill("SIGTERM");
    await ended;
  }
}
