/** The far end: a native program that publishes and consumes as fast as it can. */
import { join } from "node:path";
import { end, start } from "../../scripts/lib/children.mjs";
import { cache, PlainError } from "../../scripts/lib/index.mjs";
import type { Far } from "./page/page.ts";

/** What it has read of what a page published, as it tells ten times a second. */
export interface Received {
  session: number;
  /** Microseconds since 1970. */
  atMicros: number;
  frames: number;
  bytes: number;
  groups: number;
  /** Groups that broke off or had another number of frames than they should. */
  broken: number;
  /** Groups that never came. */
  missing: number;
  /** Of frames that said when they were written, since it was told last; in microseconds. */
  latencies: number[];
}

type Line =
  | { type: "ready"; port: number; hash: string }
  | { type: "session"; session: number; version: string }
  | { type: "closed"; session: number; how: string }
  | { type: "stalled" }
  | ({ type: "received" } & Received);

export interface Peer extends Far {
  /** How often something it published was not taken for seconds, in all: then a rate is not to be trusted. */
  stalls(): number;
  /** What was told of the newest session so far, the newest last. */
  received(): Received[];
  /** The same work by a native client, for so many seconds: frames a second, the far end alone being measured. */
  native(what: "consume" | "publish", track: string, seconds: number): Promise<number>;
  close(): Promise<void>;
}

const READY_MS = 10_000;

/** @param path of the program */
export async function startPeer(path: string): Promise<Peer> {
  const ready = Promise.withResolvers<{ port: number; hash: string }>();
  let session = 0;
  let stalls = 0;
  let told: Received[] = [];
  const onLine = (text: string, stream: "stdout" | "stderr") => {
    if (stream === "stderr") return;
    const line = JSON.parse(text) as Line;
    if (line.type === "ready") ready.resolve(line);
    if (line.type === "stalled") stalls++;
    if (line.type === "session") {
      session = line.session;
      told = [];
    }
    if (line.type === "received" && line.session === session) told.push(line);
  };
  const logFile = join(cache, "logs", "bench-peer.log");
  const { child, ended } = start(path, ["serve"], { logFile, onLine });
  const late = setTimeout(
    () => ready.reject(new PlainError("The far end did not start.", { logFile })),
    READY_MS,
  );
  void ended.then(() =>
    ready.reject(new PlainError("The far end ended while it was starting.", { logFile })),
  );
  const { port, hash } = await ready.promise.finally(() => clearTimeout(late));
  const url = `https://localhost:${port}`;
  return {
    url,
    hash,
    stalls: () => stalls,
    received: () => told,
    async native(what, track, seconds) {
      const lines: string[] = [];
      const client = start(path, [what, url, hash, track, String(seconds)], {
        onLine: (line, stream) => void (stream === "stdout" && lines.push(line)),
      });
      const { code } = await client.ended;
      if (code !== 0) throw new PlainError(`The native client failed: ${client.tail().at(-1) ?? ""}`);
      if (what === "consume") {
        const { frames, seconds: took } = JSON.parse(lines.at(-1) ?? "") as Received & { seconds: number };
        return frames / took;
      }
      const rate = framesPerSecond(told);
      if (rate > 0) return rate;
      throw new PlainError("The native client published, and the far end told of nothing that came.", {
        logFile,
      });
    },
    close: () => end(child),
  };
}

/** The rate over all but the beginning of what was told. */
export function framesPerSecond(told: readonly Received[]): number {
  const moving = told.filter(({ frames }, at) => frames > (told[at - 1]?.frames ?? 0));
  const [first, last] = [moving[Math.floor(moving.length / 4)], moving.at(-1)];
  if (!first || !last || first === last) return 0;
  return ((last.frames - first.frames) / (last.atMicros - first.atMicros)) * 1e6;
}
