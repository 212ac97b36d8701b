/**
 * A publisher and a reader over `src/net`, the same in a page, in a Worker and under Node.
 *
 * @module
 */
import { Broadcast, Connection, Path, Time } from "../../src/net/index.ts";

/** What is published under a path: one track of groups of three frames, each twenty milliseconds. */
export const TRACK = "ticks";
const GROUP_FRAMES = 3;
const TICK_MS = 20;

export interface Peer {
  /** What the session runs over, and the version that was agreed upon. */
  transport: string;
  version: string;
}

export interface Read extends Peer {
  texts: string[];
  /** Milliseconds. */
  timestamps: number[];
}

const publishers = new Map<string, () => void>();

/** Publishes ticks at `path`, each frame `{name}-{number}`, until {@link unpublish}. */
export async function publish(relay: string, path: string, name: string): Promise<Peer> {
  const connection = await Connection.connect(new URL(relay));
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack(TRACK, { timescale: Time.Timescale.MICRO });
  let group = track.appendGroup();
  let number = 0;
  const timer = setInterval(() => {
    if (number > 0 && number % GROUP_FRAMES === 0) {
      group.close();
      group = track.appendGroup();
    }
    const timestamp = Time.Timestamp.fromMicros(number * TICK_MS * 1000);
    group.writeFrame({ payload: new TextEncoder().encode(`${name}-${number}`), timestamp });
    number++;
  }, TICK_MS);
  connection.publish(Path.from(path), broadcast);
  publishers.set(path, () => {
    clearInterval(timer);
    group.close();
    track.close();
    broadcast.close();
    connection.close();
  });
  return { transport: connection.transport, version: connection.version };
}

export function unpublish(path: string): void {
  publishers.get(path)?.();
  publishers.delete(path);
}

/** Reads frames of the ticks at `path`, waiting until they are announced. */
export async function read(relay: string, path: string, count: number): Promise<Read> {
  const connection = await Connection.connect(new URL(relay));
  const broadcast = connection.consume(Path.from(path));
  const track = broadcast.subscribe(TRACK, { latencyMax: 5_000 });
  const texts: string[] = [];
  const timestamps: number[] = [];
  try {
    while (texts.length < count) {
      const group = await track.nextGroup();
      if (!group) break;
      for (;;) {
        const frame = await group.readFrame();
        if (!frame || texts.length >= count) break;
        texts.push(new TextDecoder().decode(frame.payload));
        timestamps.push(frame.timestamp.asMillis());
      }
      group.close();
    }
    return { transport: connection.transport, version: connection.version, texts, timestamps };
  } finally {
    track.close();
    broadcast.close();
    connection.close();
  }
}

/** The paths under a prefix that are announced, once none has come for `quietMs`. */
export async function announced(relay: string, prefix: string, quietMs = 300): Promise<string[]> {
  const connection = await Connection.connect(new URL(relay));
  const stream = connection.announced(Path.from(prefix));
  const paths: string[] = [];
  let timer = setTimeout(() => stream.close(), quietMs);
  for (;;) {
    const event = await stream.next();
    if (!event) break;
    clearTimeout(timer);
    timer = setTimeout(() => stream.close(), quietMs);
    if (event.active) paths.push(event.path);
    else paths.splice(paths.indexOf(event.path), 1);
  }
  clearTimeout(timer);
  connection.close();
  return paths;
}
