/** What is told of codecs' times, between `timed-codecs.ts` in whichever realm has them and the page. */

export type CodecName = "VideoEncoder" | "AudioEncoder" | "VideoDecoder" | "AudioDecoder";

/** What one kind of codec took since it was told last, in milliseconds. */
export interface CodecTimes {
  codec: CodecName;
  ms: number[];
}

/** The BroadcastChannel that it is told on. */
export const CHANNEL = "bench-codec-times";

export type AllTimes = Record<CodecName, number[]>;

export const noTimes = (): AllTimes => ({
  VideoEncoder: [],
  AudioEncoder: [],
  VideoDecoder: [],
  AudioDecoder: [],
});
