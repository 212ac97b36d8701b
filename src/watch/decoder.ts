/** A browser's decoder that is opened when there is something for it, and replaced where it fails. */

/** What `VideoDecoder` and `AudioDecoder` have in common. */
interface WebDecoder<Config, Chunk> {
  readonly state: CodecState;
  readonly decodeQueueSize: number;
  configure(config: Config): void;
  decode(chunk: Chunk): void;
  flush(): Promise<void>;
  close(): void;
  addEventListener(type: "dequeue", listener: () => void): void;
}

export interface DecoderOptions<Config, Chunk, Output> {
  /** Makes a decoder that is not configured. */
  make: (init: { output: (output: Output) => void; error: () => void }) => WebDecoder<Config, Chunk>;
  config: Config;
  /** Takes what is decoded, and owns it. */
  onOutput: (output: Output) => void;
  /** What was inside is lost, or was never there. */
  onDropped?: () => void;
}

/** One decoder at a time, and how often in a row one has failed. */
export class Decoder<Config, Chunk, Output extends { close(): void }> {
  #options: DecoderOptions<Config, Chunk, Output>;
  #current: WebDecoder<Config, Chunk> | undefined;
  #failures = 0;
  #room = Promise.withResolvers<void>();

  constructor(options: DecoderOptions<Config, Chunk, Output>) {
    this.#options = options;
  }

  /** Whether a decoder has begun: the next chunk need not be one that decodes alone. */
  get isOpen(): boolean {
    return this.#current !== undefined;
  }

  /** Chunks that have been given and not been taken up. */
  get queued(): number {
    return this.#current?.decodeQueueSize ?? 0;
  }

  /** How often decoders have failed since the last output. */
  get failures(): number {
    return this.#failures;
  }

  /** Never throws: a decoder that refuses is dropped, and counted. */
  decode(chunk: Chunk): void {
    try {
      this.#current ??= this.#open();
      this.#current.decode(chunk);
    } catch {
      this.#failed();
    }
  }

  /** Until fewer than `max` are queued, or the signal. */
  async room(max: number, signal: AbortSignal): Promise<void> {
    while (this.queued >= max && !signal.aborted) await this.#room.promise;
  }

  /** Resolves once all that was given has come out, or the decoder has failed. */
  async flush(): Promise<void> {
    await this.#current?.flush().catch(() => {});
  }

  /** Lets the decoder go, with what is in it; the next chunk opens another. Wakes who waits for room. */
  drop(): void {
    const last = this.#current;
    this.#current = undefined;
    this.#options.onDropped?.();
    if (last && last.state !== "closed") last.close();
    this.#wake();
  }

  #open(): WebDecoder<Config, Chunk> {
    const opened = this.#options.make({
      output: (output) => {
        if (opened !== this.#current) {
          output.close();
          return;
        }
        this.#failures = 0;
        this.#options.onOutput(output);
      },
      error: () => {
        if (opened === this.#current) this.#failed();
      },
    });
    opened.addEventListener("dequeue", () => this.#wake());
    try {
      opened.configure(this.#options.config);
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  }

  #failed(): void {
    this.#failures++;
    this.drop();
  }

  #wake(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers();
  }
}
