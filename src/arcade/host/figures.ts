/** What is counted of a game that is hosted: for the page that hosts it, and for the status. No I/O. */
import type { Status } from "../protocol/index.ts";
import type { HostSample, HostStats } from "../types.ts";
import type { GameBroadcast } from "./broadcast.ts";
import type { Game } from "./game.ts";
import { HostSampler } from "./sampler.ts";

/** What the session counts itself. */
interface Counts {
  viewers: number;
  droppedCommands: number;
}

/** To hundredths: what a status says of seconds and milliseconds. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Counts from when it is made. */
export class HostFigures {
  #sampler = new HostSampler();
  #startedMs = performance.now();
  #last = { frames: 0, emulation: 0, atMs: performance.now() };
  /** As of the last full second, so that a press changes little else in the status. */
  #told: NonNullable<Status["stats"]> = { video_secs: 0, audio_secs: 0, emulation_secs: 0, wall_secs: 0 };

  /** For the status. */
  told({ times }: Game): NonNullable<Status["stats"]> {
    return { ...this.#told, emulation_secs: round(times.emulation) };
  }

  /** Nothing before a second is over since the last. */
  measure(
    game: Game,
    { video, audio }: GameBroadcast,
    counts: Counts,
  ): { stats: HostStats; sample: HostSample } | undefined {
    const nowMs = performance.now();
    const { frames, emulation } = game.times;
    const frameCount = frames - this.#last.frames;
    const seconds = (nowMs - this.#last.atMs) / 1000;
    if (seconds < 1) return undefined;
    const counted = {
      framesPerSecond: frameCount / seconds,
      emulationMs: frameCount > 0 ? ((emulation - this.#last.emulation) * 1000) / frameCount : 0,
      encodeMs: video.encodeMs,
      encoding: [...(video.used.peek() ? ["video"] : []), ...(audio.used.peek() ? ["audio"] : [])],
      ...counts,
    };
    const sample = this.#sampler.sample(counted, video, audio, seconds);
    this.#last = { frames, emulation, atMs: nowMs };
    const media = round(game.frame / game.clock.framesPerSecond);
    this.#told = {
      video_secs: media,
      audio_secs: media,
      emulation_secs: round(emulation),
      wall_secs: round((nowMs - this.#startedMs) / 1000),
      emulation_ms: round(counted.emulationMs),
      encode_ms: round(counted.encodeMs),
    };
    const uploadBitsPerSecond = sample.videoBitsPerSecond + sample.audioBitsPerSecond;
    return { stats: { ...counted, uploadBitsPerSecond }, sample };
  }
}
