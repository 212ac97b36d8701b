/** Samples of a game that is hosted, from what its encoders have counted. No I/O. */
import type { HostSample, HostStats } from "../types.ts";

/** What an encoder counts. */
interface Counted {
  bytes: number;
}

/** Makes a sample of each set of statistics. */
export class HostSampler {
  #before = { video: 0, audio: 0 };

  /** @param seconds since the sample before */
  sample(
    stats: Omit<HostStats, "uploadBitsPerSecond">,
    video: Counted & { counts: { dropped: number } },
    audio: Counted,
    seconds: number,
  ): HostSample {
    const before = this.#before;
    this.#before = { video: video.bytes, audio: audio.bytes };
    return {
      framesPerSecond: stats.framesPerSecond,
      emulationMs: stats.emulationMs,
      encodeMs: stats.encodeMs,
      viewers: stats.viewers,
      videoBitsPerSecond: ((video.bytes - before.video) * 8) / seconds,
      audioBitsPerSecond: ((audio.bytes - before.audio) * 8) / seconds,
      framesDropped: video.counts.dropped,
      commandsDropped: stats.droppedCommands,
    };
  }
}
