/**
 * A publisher and a reader over `src/net`, the same in a page, in a Worker and under Node.
 *
 * @module
 */
import { Broadcast, Connection, type Group, Path, Time } from "../../src/net/index.ts";

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

/** Reads the ticks at `path`, waiting until they are announced, until `count` in a row have come. */
export async function read(relay: string, path: string, count: number): Promise<Read> {
  const connection = await Connection.connect(new URL(relay));
  const broadcast = connection.consume(Path.from(path));
  const track = broadcast.subscribe(TRACK, { latencyMax: 5_000 });
  const ticks = new Map<number, { text: string; ms: number }>();
  const enough = Promise.withResolvers<number>();
  try {
    const reading = (async () => {
      for (;;) {
        const group = await track.recvGroup();
        if (!group) throw new Error("the track ended too soon");
        readGroup(group, ticks).then(
          () => {
            const first = findRun(ticks, count);
            if (first !== undefined) enough.resolve(first);
          },
          () => {
            // It broke off: a run begins after it, or the track has ended.
          },
        );
      }
    })();
    reading.catch((error: unknown) => enough.reject(error));
    const first = await enough.promise;
    const run = Array.from({ length: count }, (_, i) => ticks.get(first + i));
    return {
      transport: connection.transport,
      version: connection.version,
      texts: run.map((tick) => tick?.text ?? ""),
      timestamps: run.map((tick) => tick?.ms ?? Number.NaN),
    };
  } finally {
    track.close();
    broadcast.close();
    connection.close();
  }
}

/** A group's ticks, by their place on the track. */
async function readGroup(
  group: Group.Consumer,
  ticks: Map<number, { text: string; ms: number }>,
): Promise<void> {
  for (let place = group.sequence * GROUP_FRAMES; ; place++) {
    const frame = await group.readFrame();
    if (!frame) break;
    ticks.set(place, { text: new TextDecoder().decode(frame.payload), ms: frame.timestamp.asMillis() });
  }
  group.close();
}

/** Where `count` ticks in a row begin. Groups may come in any order, and the first may be old ones. */
function findRun(ticks: Map<number, unknown>, count: number): number | undefined {
  for (const place of ticks.keys()) {
    let length = 1;
    while (ticks.has(place + length)) length++;
    if (length >= count) return place;
  }
  return undefined;
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
