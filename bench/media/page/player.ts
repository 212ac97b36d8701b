/** A player on the page, ours or npm's: each by its custom element, with the same attributes. */

import { gatherTimes, takeTimes } from "./codec-times.ts";
import type { AllTimes } from "./codec-times-told.ts";
import { Ear, type Hearing } from "./ear.ts";
import { Eye, type Sightings } from "./eye.ts";

export type EntrantName = "ours" | "npm";

/** What is played, and how. */
export interface PlayOptions {
  relay: string;
  path: string;
  /** As the attribute takes it: "real-time", or milliseconds. */
  latency: string;
}

/** What was seen and heard between {@link begin} and {@link end}. */
export interface Observed {
  seconds: number;
  sightings: Sightings;
  hearing: Hearing;
  times: AllTimes;
  /** What our player tells of itself; npm's tells nothing of the kind. */
  told: { audioUnderruns: number; framesSkipped: number; targetMs: number } | undefined;
  /** When it began, by the page's clock, in milliseconds. */
  beganMs: number;
}

interface Playing {
  element: HTMLElement;
  eye: Eye;
  ear: Ear;
  beganMs: number;
  underrunsBefore: number;
  skippedBefore: number;
}

let playing: Playing | undefined;

const current = (): Playing => {
  if (!playing) throw new Error("nothing is played yet");
  return playing;
};

/** What our element has more than npm's. */
const ourStats = (element: HTMLElement) =>
  "stats" in element
    ? (element as unknown as import("../../../src/elements/index.ts").MoqWatch).stats.peek()
    : undefined;

/** Puts a player on the page. Sound begins with a gesture. */
export async function play(entrant: EntrantName, { relay, path, latency }: PlayOptions): Promise<void> {
  const ear = new Ear();
  if (entrant === "ours") await import("../../../src/elements/watch.ts");
  else {
    await import("./timed-codecs.ts");
    await import("@moq/watch/element");
  }
  const element = document.createElement("moq-watch");
  const attributes = { url: relay, name: path, latency, volume: "1", reload: "", visible: "always" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "display: block; width: 640px; height: 360px";
  element.append(canvas);
  document.body.append(element);
  playing = { element, eye: new Eye(canvas), ear, beganMs: 0, underrunsBefore: 0, skippedBefore: 0 };
}

/** Begins to listen, and to look: to read a picture costs the page more than to show it, so not where none is asked for. */
export function begin(looks: boolean): void {
  const now = current();
  now.beganMs = performance.now();
  const stats = ourStats(now.element);
  now.underrunsBefore = stats?.audioUnderruns ?? 0;
  now.skippedBefore = stats?.framesSkipped ?? 0;
  gatherTimes();
  now.ear.open();
  if (looks) now.eye.open();
}

/** Whether there has been something to see and to hear since {@link begin}. */
export function perceives(): { picture: boolean; sound: boolean } {
  const { eye, ear } = current();
  return { picture: eye.seen.numbers.length > 1, sound: ear.hasHeard };
}

/** How a player that is not perceived fares, for people: what is missing, and what our own tells of itself. */
export function account(): string {
  const { element, ear } = current();
  const told =
    "status" in element
      ? (element as unknown as import("../../../src/elements/index.ts").MoqWatch)
      : undefined;
  const own = told && { status: told.status.peek(), stats: told.stats.peek(), offer: told.offer.peek() };
  return JSON.stringify({ ...perceives(), audio: ear.states, ...own });
}

/** Ends it, and hands over what there was. */
export function end(): Observed {
  const { element, eye, ear, beganMs, underrunsBefore, skippedBefore } = current();
  eye.close();
  const stats = ourStats(element);
  return {
    seconds: (performance.now() - beganMs) / 1000,
    sightings: eye.seen,
    hearing: ear.close(),
    times: takeTimes(),
    told: stats && {
      audioUnderruns: stats.audioUnderruns - underrunsBefore,
      framesSkipped: stats.framesSkipped - skippedBefore,
      targetMs: stats.targetMs,
    },
    beganMs,
  };
}

/** What the page and its Workers hold, in bytes, by the browser's own account. */
export async function memoryBytes(): Promise<number> {
  const measure = (
    performance as unknown as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> }
  ).measureUserAgentSpecificMemory;
  if (!measure) throw new Error("this page is not cross-origin isolated: its memory cannot be measured");
  return (await measure.call(performance)).bytes;
}
