/** Tracks that mean no good: a consumer gives values and `FormatError`s, and comes to the end. */
import { describe, expect, it } from "vitest";
import { FormatError } from "../error.ts";
import { DoubleTrack, evolve, INPUTS, mutate, Random } from "../testing/index.ts";
import { now } from "../track.ts";
import { type Json, Snapshot, Stream, Window } from "./index.ts";

const MODES = [{ compression: false }, { compression: true }];

/** Frames that were right, by what writes them: a snapshot and a window begin and go on in groups of their own. */
function framesOf(random: Random, mode: { compression: boolean }): Uint8Array[] {
  const snapshot = new Snapshot.Encoder(mode);
  const stream = new Stream.Encoder(mode);
  const window = new Window.Encoder(mode);
  let value: Json = {};
  return Array.from({ length: 100 }, () => {
    value = evolve(random, value);
    const frames = [snapshot.update(value), stream.encode(value), window.push(value)];
    for (const frame of frames) frame?.commit();
    return frames.flatMap((frame) => frame?.payload ?? []);
  }).flat();
}

describe.each(MODES)("a track of mutated frames, with %j", (mode) => {
  it.each([
    ["a snapshot", Snapshot.Consumer],
    ["a stream", Stream.Consumer],
    ["a window", Window.Consumer],
  ] as const)("is read to its end as %s", { timeout: 60_000 }, async (_, Consumer) => {
    const random = new Random(15);
    const frames = framesOf(random, mode);
    const track = new DoubleTrack();
    const consumer = new Consumer<Json>(track.subscribe(), mode);
    const seen = { values: 0, refused: 0 };
    const reading = (async () => {
      for (;;) {
        try {
          if ((await consumer.next()) === undefined) return;
          seen.values++;
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          seen.refused++;
        }
      }
    })();
    let group = track.appendGroup();
    for (let i = 0; i < INPUTS; i++) {
      if (random.chance(0.2)) {
        group.close();
        group = track.appendGroup();
      }
      group.writeFrame({ payload: mutate(random, random.pick(frames), frames), timestamp: now() });
      if (random.chance(0.1)) await new Promise((resolve) => setImmediate(resolve));
    }
    group.close();
    track.close();
    await reading;
    expect(seen.values).toBeGreaterThan(10);
    expect(seen.refused).toBeGreaterThan(10);
  });
});
