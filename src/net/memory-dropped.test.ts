/**
 * What is dropped without being closed is given back as well, a hundred thousand of each kind: wasm's memory only
 * grows, so what it has after the warm-up must do.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, expect, it, vi } from "vitest";
import init from "#bindgen";
import { Announce, Broadcast, Connection, Group, Path, Time, Track } from "./index.ts";
import { transportPair } from "./testing/pair.ts";

const EACH = 100_000;
/** So many are made before they are collected. */
const AT_ONCE = 1_000;
const WARM_UP = 10 * AT_ONCE;
/**
 * When they are collected is the engine's to say, and so is how many there are at most. But nothing in wasm is smaller
 * than this, so one of each that stayed would be more.
 */
const SMALLEST_BYTES = 16;
/** A handshake takes its time. */
const SESSIONS = 2_000;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const timestamp = Time.Timestamp.fromMillis(1);
const payload = new Uint8Array(100);

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

/** Collects what is dropped, and lets it be let go of. What was looked at by a weak reference stays for a task. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  await new Promise((resolve) => setTimeout(resolve));
}

/** How far wasm's memory has grown, in bytes. */
async function grown(drop: (i: number) => unknown, each = EACH): Promise<number> {
  // Initialized already: this only gives what there is.
  const memory = Object.values(await init()).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error("wasm has no memory");
  const warmUp = Math.min(WARM_UP, each);
  let before = 0;
  for (let i = 0; i < warmUp + each; i++) {
    if (i === warmUp) before = memory.buffer.byteLength;
    await drop(i);
    if (i % AT_ONCE === AT_ONCE - 1) await settle();
  }
  return memory.buffer.byteLength - before;
}

/** A broadcast with a track that has an open group, held by the test. */
function scene() {
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("t");
  const group = track.appendGroup();
  group.writeFrame({ payload, timestamp });
  return { broadcast, track, group, reader: broadcast.consume() };
}

const here = scene();

const KINDS: Record<string, (i: number) => unknown> = {
  "Broadcast.Producer": () => new Broadcast.Producer(),
  "Broadcast.Producer with a track and a reader of it": () => {
    scene().reader.subscribe("t");
  },
  "Broadcast.Consumer": () => here.broadcast.consume(),
  "Broadcast.Consumer, cloned": () => here.reader.clone(),
  "Track.Producer that stands alone": (i) => new Track.Producer(`t${i % 10}`).accept(),
  "Track.Producer that is watched": () => {
    const track = new Track.Producer("watched").accept();
    track.used.peek();
    track.subscription.peek();
  },
  "Track.Consumer": () => here.reader.track("t"),
  "Track.Subscriber": () => here.track.subscribe(),
  "Track.Subscriber of a broadcast's reader": () => here.reader.subscribe("t"),
  "Group.Producer that stands alone": (i) => new Group.Producer(i).writeFrame({ payload, timestamp }),
  "Group.Consumer": () => here.group.consume(),
  "Group.Consumer whose end is watched": () => here.group.consume().closed.peek(),
  "Group.Consumer that was read": () => here.group.consume().tryReadFrame(),
  "Announce.Producer": () => new Announce.Producer().append({ path: Path.from("a"), active: true }),
  "Announce.Consumer": () => new Announce.Producer().consume(),
};

it.for(Object.entries(KINDS))("%s", { timeout: 120_000 }, async ([, drop]) => {
  expect(await grown(drop)).toBeLessThan(EACH * SMALLEST_BYTES);
});

it("Group.Producer of a track", { timeout: 120_000 }, async () => {
  let track: Track.Producer | undefined;
  const drop = (i: number) => {
    // A track keeps what it had for a while by the clock, as long as it is open.
    if (i % AT_ONCE === 0) {
      track?.close();
      track = new Track.Producer("t").accept();
    }
    track?.appendGroup();
  };
  expect(await grown(drop)).toBeLessThan(EACH * SMALLEST_BYTES);
  track?.close();
});

it("Track.Request", { timeout: 120_000 }, async () => {
  const broadcast = new Broadcast.Producer();
  const reader = broadcast.consume();
  expect(
    await grown(async (i) => {
      reader.subscribe(`t${i}`);
      await broadcast.requested();
    }),
  ).toBeLessThan(EACH * SMALLEST_BYTES);
  reader.close();
  broadcast.close();
});

async function sessions() {
  const url = new URL("https://relay.test/");
  const { client, server } = transportPair("moq-lite-06");
  return Promise.all([Connection.connect(url, { transport: client }), Connection.accept(server, url)]);
}

it("what a session gives", { timeout: 240_000 }, async () => {
  const [client, server] = await sessions();
  const broadcast = new Broadcast.Producer();
  server.publish(Path.from("there"), broadcast);
  const all = client.announced();
  await all.next();
  expect(await grown(() => client.announced())).toBeLessThan(EACH * SMALLEST_BYTES);
  expect(await grown(() => client.consume(Path.from("there")))).toBeLessThan(EACH * SMALLEST_BYTES);
  all.close();
  broadcast.close();
  client.close();
  server.close();
});

// One that is dropped lives on until it has ended: what was published in it is still there.
it("sessions that have ended", { timeout: 240_000 }, async () => {
  const bytes = await grown(async (i) => {
    const [client, server] = await sessions();
    (i % 2 === 0 ? client : server).close();
    await Promise.all([client.closed, server.closed]);
  }, SESSIONS);
  expect(bytes).toBeLessThan(SESSIONS * SMALLEST_BYTES);
});
