/**
 * A program of its own: watches games that are hosted, and prints as JSON how fast each of them goes.
 *
 *     node viewers.ts RELAY PREFIX SECONDS TRACK,TRACK NAME...
 *
 * Exits with 3 where a track fails or does not begin. A game's speed is how much of its own time passes in a second,
 * by the timestamps on its first track.
 */
import { Hang } from "../../src/formats/index.ts";
import { Connection, Path, type Track } from "../../src/net/lite.ts";

/** From the first frame of all games to where counting begins, in milliseconds. */
const SETTLE_MS = 5_000;

/** The games are not waited for longer than this, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Frames that are so late are still read, in milliseconds: what is not the newest is passed over otherwise. */
const LATENCY_MAX_MS = 2_000;

const [relay = "", prefix = "", seconds = "", tracks = "", ...names] = process.argv.slice(2);

/** The newest timestamp of a track, in microseconds. */
interface Newest {
  timestampUs: number | undefined;
}

async function follow(track: Track.Subscriber, newest: Newest): Promise<void> {
  for (;;) {
    const group = await track.nextGroup();
    if (!group) return;
    for (;;) {
      // A group that was too late breaks off, and there is another.
      const frame = await group.readFrame().catch(() => undefined);
      if (!frame) break;
      const payload = frame.payload;
      if (payload.length > 0) newest.timestampUs = Hang.Legacy.decodeFrame(payload).timestampUs;
    }
    group.close();
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function giveUp(why: string): never {
  console.error(why);
  process.exit(3);
}

const late = setTimeout(() => giveUp("not every game was there within half a minute"), PATIENCE_MS);
const connection = await Connection.connect(new URL(relay));
const games = names.map((name) => {
  const broadcast = connection.consume(Path.from(`${prefix}/game/${name}`));
  const all = tracks.split(",").map((track) => {
    const newest: Newest = { timestampUs: undefined };
    follow(broadcast.subscribe(track, { latencyMax: LATENCY_MAX_MS }), newest).catch((error: unknown) =>
      giveUp(String(error)),
    );
    return newest;
  });
  return all[0] as Newest;
});
while (games.some(({ timestampUs }) => timestampUs === undefined)) await sleep(50);
clearTimeout(late);
await sleep(SETTLE_MS);
const before = games.map(({ timestampUs = 0 }) => timestampUs);
const beforeMs = performance.now();
await sleep(Number(seconds) * 1000);
const passedUs = (performance.now() - beforeMs) * 1000;
const speeds = games.map(({ timestampUs = 0 }, at) => (timestampUs - (before[at] ?? 0)) / passedUs);
console.log(JSON.stringify(speeds));
process.exit(0);
