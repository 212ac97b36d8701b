/** Frames as they come into the Worker, by whichever way this browser has. */
import type { Feed, PortFrame } from "./messages.ts";
import { readTrack } from "./processor.ts";

export interface InputEvents {
  /** A picture or a piece of sound, which is the handler's to close. Must not throw. */
  onFrame(frame: VideoFrame | AudioData | PortFrame): void;
  /** It delivers nothing any more, though nobody has closed it. */
  onEnd(): void;
}

/** A feed that is read. Owns what came in it. */
export class Input {
  #closed = false;
  #release: () => void;

  constructor(feed: Feed, events: InputEvents) {
    switch (feed.kind) {
      case "stream":
        this.#release = this.#read(feed.stream, events);
        break;
      case "track": {
        const { track } = feed;
        const stop = this.#read(readTrack(track), events);
        this.#release = () => {
          stop();
          track.stop();
        };
        break;
      }
      case "port": {
        const { port } = feed;
        port.onmessage = ({ data }: MessageEvent<PortFrame | null>) => {
          if (data === null) {
            if (!this.#closed) events.onEnd();
            return;
          }
          if (this.#closed) closeFrame(data);
          else events.onFrame(data);
          port.postMessage(null);
        };
        this.#release = () => port.close();
        break;
      }
      default:
        throw new TypeError(`no such feed: ${feed satisfies never}`);
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#release();
  }

  /** Starts reading; what it returns ends it. */
  #read(stream: ReadableStream<VideoFrame | AudioData>, events: InputEvents): () => void {
    const reader = stream.getReader();
    const run = async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        if (this.#closed) value.close();
        else events.onFrame(value);
      }
    };
    run()
      .catch((error: unknown) => this.#closed || console.warn("a source broke off:", error))
      .then(() => this.#closed || events.onEnd());
    // What is under way is over then, one way or the other.
    return () => void reader.cancel().catch(() => {});
  }
}

export function closeFrame(frame: VideoFrame | AudioData | PortFrame): void {
  if ("close" in frame) frame.close();
}
