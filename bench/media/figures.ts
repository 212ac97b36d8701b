/** From what was seen and heard to figures. Pure. */
import { quantile } from "../statistics.ts";
import type { Observed } from "./page/player.ts";
import { frameUs, type Scene } from "./page/scene.ts";
import type { Sent } from "./page/sending.ts";
import type { Values } from "./rows.ts";

/** A beep's edges are breaks in the tone that are none of the player's, in milliseconds. */
const BEEP_BEFORE_MS = 20;
const BEEP_AFTER_MS = 100;

/** A frame that a beep belongs to was seen no further from it than this, in milliseconds: beeps are a second apart. */
const PAIR_MS = 450;

const MINUTE_S = 60;

/**
 * How far the times between pictures that were shown one after the other differ from a frame's duration, in
 * milliseconds.
 */
export function deviations(atMs: readonly number[], frameMs: number): number[] {
  return atMs.slice(1).map((ms, at) => Math.abs(ms - (atMs[at] ?? ms) - frameMs));
}

/**
 * From each frame's capture to when it was first seen, in milliseconds.
 * @param offsetMs what is added to the player's clock to have the sender's
 */
export function latencies(
  { numbers, atMs }: Observed["sightings"],
  captured: ReadonlyMap<number, number>,
  offsetMs: number,
): number[] {
  return numbers.flatMap((number, at) => {
    const capturedMs = captured.get(number);
    return capturedMs === undefined ? [] : [(atMs[at] ?? Number.NaN) + offsetMs - capturedMs];
  });
}

/** For each beep, by how many milliseconds it was heard after the frame of its time was seen. */
export function soundAfterPicture(
  { numbers, atMs }: Observed["sightings"],
  beepsMs: readonly number[],
  scene: Scene,
): number[] {
  const flashesMs = numbers.flatMap((number, at) =>
    number % scene.framesPerSecond === 0 ? [atMs[at] ?? Number.NaN] : [],
  );
  return beepsMs.flatMap((beepMs) => {
    const differences = flashesMs.map((flashMs) => beepMs - flashMs);
    const nearest = differences.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    return nearest === undefined || Math.abs(nearest) > PAIR_MS ? [] : [nearest];
  });
}

/** The breaks that are not a beep's. */
export function breaksBeside(breaksMs: readonly number[], beepsMs: readonly number[]): number[] {
  return breaksMs.filter((ms) =>
    beepsMs.every((beepMs) => ms < beepMs - BEEP_BEFORE_MS || ms > beepMs + BEEP_AFTER_MS),
  );
}

/** How many a second there were, from the first to the last. */
function rate(atMs: readonly number[]): number | undefined {
  const [first, last] = [atMs[0], atMs.at(-1)];
  return first === undefined || last === undefined || last <= first
    ? undefined
    : ((atMs.length - 1) / (last - first)) * 1000;
}

/** What is not there is left out. */
function known(values: Record<string, number | undefined>): Values {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/**
 * How late each picture was captured, by the sender's own steady beat, in milliseconds: what the machine, and no player,
 * is to blame for.
 */
export function captureLateness(captured: Sent["captured"], frameMs: number): number[] {
  const offsets = captured.map(([number, atMs]) => atMs - number * frameMs);
  const least = offsets.reduce((least, offset) => Math.min(least, offset), Number.POSITIVE_INFINITY);
  return offsets.map((offset) => offset - least);
}

/** What was heard of the sound's continuity, and how steadily it was sent. */
export function soundValues({ hearing, seconds, told, beganMs }: Observed, sent: Sent, scene: Scene): Values {
  const aMinute = (count: number) => (count / seconds) * MINUTE_S;
  // What comes first was sent to the speakers before anybody listened.
  const here = (all: readonly number[]) => all.filter((ms) => ms >= beganMs);
  const breaks = breaksBeside(here(hearing.breaksMs), hearing.beepsMs);
  const lateness = captureLateness(sent.captured, frameUs(scene, 1) / 1000);
  return known({
    "captured late p99": quantile(lateness, 0.99),
    "captured late p99.9": quantile(lateness, 0.999),
    "gaps in the sound": aMinute(here(hearing.gapsMs).length),
    "silence in the sound": aMinute(hearing.silentMs),
    "breaks in the sound": aMinute(breaks.length),
    "underruns of the ring": told && aMinute(told.audioUnderruns),
    "jitter buffer's target": told?.targetMs,
    "output latency": hearing.latencies && hearing.latencies.baseMs + hearing.latencies.outputMs,
  });
}

/** All figures of a player that was looked at and listened to. Throws where there was nothing to see. */
export function playValues(observed: Observed, sent: Sent, scene: Scene, offsetMs: number): Values {
  const { sightings, hearing, times } = observed;
  if (sightings.numbers.length < 2) throw new Error("the player showed no picture while it was measured");
  const captured = new Map(sent.captured);
  const late = latencies(sightings, captured, offsetMs);
  const apart = soundAfterPicture(sightings, hearing.beepsMs, scene);
  const middle = quantile(apart, 0.5);
  const [first = 0, last = 0] = [sightings.numbers[0], sightings.numbers.at(-1)];
  const sentMeanwhile = sent.captured.filter(([number]) => number >= first && number <= last).length;
  return known({
    "encode picture p50": quantile(sent.times.VideoEncoder, 0.5),
    "encode picture p95": quantile(sent.times.VideoEncoder, 0.95),
    "encode sound p50": quantile(sent.times.AudioEncoder, 0.5),
    "decode picture p50": quantile(times.VideoDecoder, 0.5),
    "decode picture p95": quantile(times.VideoDecoder, 0.95),
    "decode sound p50": quantile(times.AudioDecoder, 0.5),
    captured: rate(sent.captured.map(([, atMs]) => atMs)),
    shown: sentMeanwhile > 0 ? (sightings.numbers.length / sentMeanwhile) * 100 : undefined,
    "presentation jitter p95": quantile(deviations(sightings.atMs, frameUs(scene, 1) / 1000), 0.95),
    "capture to picture p50": quantile(late, 0.5),
    "capture to picture p99": quantile(late, 0.99),
    "sound after picture p50": middle,
    "off by at most, 95 %": quantile(apart.map(Math.abs), 0.95),
    ...soundValues(observed, sent, scene),
  });
}
