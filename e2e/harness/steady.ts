/**
 * A publisher and a reader that are to outlast their relay, with `Connection.Reload` and its default options.
 *
 * @module
 */
import { type Announce, Broadcast, Connection, Path, type Track } from "../../src/net/index.ts";

const TICK_MS = 50;

/** What has happened so far. */
export interface Steady {
  connected: boolean;
  /** How often it has been connected. */
  sessions: number;
  /** Numbers of the ticks that were read, in the order in which they came. */
  ticks: number[];
  /** When the first tick of each subscription came, by the wall clock, in milliseconds. */
  beganAtMs: number[];
  /** Whether the broadcast was announced or taken back, in the order in which that was told. */
  announcements: boolean[];
}

interface Running {
  told: Steady;
  stop(): void;
}

const running = new Map<string, Running>();

function connect(relay: string): { connection: Connection.Reload; told: Steady } {
  const connection = new Connection.Reload({ enabled: true, url: new URL(relay) });
  const told: Steady = { connected: false, sessions: 0, ticks: [], beganAtMs: [], announcements: [] };
  connection.established.watch((session) => {
    told.connected = session !== undefined;
    if (session) told.sessions++;
  });
  return { connection, told };
}

/** Publishes a broadcast of ticks, each a group of its own number, in every session there is. */
export function keepPublishing(relay: string, path: string): void {
  const { connection, told } = connect(relay);
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("ticks");
  let number = 0;
  const timer = setInterval(() => track.writeString(`${number++}`), TICK_MS);
  const dispose = connection.established.watch((session) => session?.publish(Path.from(path), broadcast));
  const stop = () => {
    clearInterval(timer);
    dispose();
    track.close();
    broadcast.close();
    connection.close();
  };
  running.set(`publisher ${path}`, { told, stop });
}

/** Reads the ticks of a broadcast whenever it is announced. */
export function keepReading(relay: string, path: string): void {
  const { connection, told } = connect(relay);
  const events = connection.announced(Path.from(path));
  void note(events, told.announcements);
  const announced = connection.announcedBroadcast(Path.from(path));
  let reader: Track.Subscriber | undefined;
  const dispose = announced.active.subscribe((broadcast) => {
    reader?.close();
    reader = broadcast?.subscribe("ticks");
    if (reader) void read(reader, told);
  });
  const stop = () => {
    dispose();
    reader?.close();
    announced.close();
    events.close();
    connection.close();
  };
  running.set(`reader ${path}`, { told, stop });
}

async function note(events: Announce.Consumer, announcements: boolean[]): Promise<void> {
  for (let event = await events.next(); event; event = await events.next()) announcements.push(event.active);
}

async function read(reader: Track.Subscriber, told: Steady): Promise<void> {
  let began = false;
  try {
    for (let group = await reader.recvGroup(); group; group = await reader.recvGroup()) {
      const text = await group.readString();
      group.close();
      if (text === undefined) continue;
      told.ticks.push(Number(text));
      if (!began) told.beganAtMs.push(Date.now());
      began = true;
    }
  } catch {
    // The session has ended: there will be another.
  }
}

/** What a publisher or a reader has to tell. */
export function look(role: "publisher" | "reader", path: string): Steady {
  const found = running.get(`${role} ${path}`);
  if (!found) throw new Error(`there is no ${role} of ${path}`);
  return found.told;
}

/** Ends a publisher or a reader. */
export function stop(role: "publisher" | "reader", path: string): void {
  const key = `${role} ${path}`;
  running.get(key)?.stop();
  running.delete(key);
}

/** Ends all that runs here. */
export function stopAll(): void {
  for (const { stop } of running.values()) stop();
  running.clear();
}
