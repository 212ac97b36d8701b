/**
 * Imported first in a realm, measures how long its codecs take: from `encode()` or `decode()` to its output. That
 * has the same timestamp where it is a picture; sound is stamped by counting samples, and comes in its order. What waits in a codec's queue meanwhile counts. Changes nothing else.
 */

import { CHANNEL, type CodecName, type CodecTimes, noTimes } from "./codec-times-told.ts";

const TELL_MS = 250;

/** What has not come out by then never will. */
const WAITING_MAX = 256;

const channel = new BroadcastChannel(CHANNEL);
const times = noTimes();

setInterval(() => {
  for (const [codec, ms] of Object.entries(times) as [CodecName, number[]][])
    if (ms.length > 0) channel.postMessage({ codec, ms: ms.splice(0) } satisfies CodecTimes);
}, TELL_MS);

/** When what is in a codec went in, by timestamp. */
class Waiting {
  #sinceMs = new Map<number, number>();
  #ms: number[];
  #isInOrder: boolean;

  /** @param isInOrder whether the oldest is what comes out, whatever its timestamp says */
  constructor(ms: number[], isInOrder: boolean) {
    this.#ms = ms;
    this.#isInOrder = isInOrder;
  }

  in(timestampUs: number): void {
    this.#sinceMs.set(timestampUs, performance.now());
    if (this.#sinceMs.size <= WAITING_MAX) return;
    for (const oldest of this.#sinceMs.keys()) {
      this.#sinceMs.delete(oldest);
      return;
    }
  }

  out(timestampUs: number): void {
    const [oldest] = this.#sinceMs.keys();
    const key = this.#isInOrder ? oldest : timestampUs;
    const sinceMs = key === undefined ? undefined : this.#sinceMs.get(key);
    if (key === undefined || sinceMs === undefined) return;
    this.#ms.push(performance.now() - sinceMs);
    this.#sinceMs.delete(key);
  }
}

type Output = { readonly timestamp: number };

function timed<Init extends { output: (output: never, more: never) => void }>(
  { output, ...init }: Init,
  waiting: Waiting,
): Init {
  const noted = (one: Output, more: never) => {
    waiting.out(one.timestamp);
    output(one as never, more);
  };
  return { ...init, output: noted } as unknown as Init;
}

/* Four classes that are alike: what they extend and override is the browser's, and differs. */

const { VideoEncoder, AudioEncoder, VideoDecoder, AudioDecoder } = globalThis;

globalThis.VideoEncoder = class extends VideoEncoder {
  #waiting: Waiting;
  constructor(init: VideoEncoderInit) {
    const waiting = new Waiting(times.VideoEncoder, false);
    super(timed(init, waiting));
    this.#waiting = waiting;
  }
  override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
    this.#waiting.in(frame.timestamp);
    super.encode(frame, options);
  }
};

globalThis.AudioEncoder = class extends AudioEncoder {
  #waiting: Waiting;
  constructor(init: AudioEncoderInit) {
    const waiting = new Waiting(times.AudioEncoder, true);
    super(timed(init, waiting));
    this.#waiting = waiting;
  }
  override encode(data: AudioData): void {
    this.#waiting.in(data.timestamp);
    super.encode(data);
  }
};

globalThis.VideoDecoder = class extends VideoDecoder {
  #waiting: Waiting;
  constructor(init: VideoDecoderInit) {
    const waiting = new Waiting(times.VideoDecoder, false);
    super(timed(init, waiting));
    this.#waiting = waiting;
  }
  override decode(chunk: EncodedVideoChunk): void {
    this.#waiting.in(chunk.timestamp);
    super.decode(chunk);
  }
};

globalThis.AudioDecoder = class extends AudioDecoder {
  #waiting: Waiting;
  constructor(init: AudioDecoderInit) {
    const waiting = new Waiting(times.AudioDecoder, true);
    super(timed(init, waiting));
    this.#waiting = waiting;
  }
  override decode(chunk: EncodedAudioChunk): void {
    this.#waiting.in(chunk.timestamp);
    super.decode(chunk);
  }
};
