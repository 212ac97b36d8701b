/** The read side of a broadcast. */
import type { GetPromise } from "@moq/signals";
import { type Behind, expectClose } from "../dropped.ts";
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import * as Track from "../track.ts";
import type { Source } from "./source.ts";

/** A reader, one of those that the source counts. */
export let consumerOf: (source: Source) => Consumer;

const BEHIND: Behind<Source> = {
  release(source) {
    source.drop?.();
  },
  isOver: ({ closed }) => closed.peek() !== undefined,
};

/** The read side of a broadcast: a connection gives one, or a broadcast's producer. */
export class Consumer implements Track.Broadcast {
  #source: Source;
  #isLeft = false;
  #expectation;

  private constructor(source: Source) {
    this.#source = source;
    source.readers++;
    this.#expectation = expectClose(this, "a broadcast's reader", "", BEHIND, source);
  }

  static {
    consumerOf = (source) => new Consumer(source);
  }

  /**
   * Settles once the broadcast has ended, could not be had, or the last of its readers was {@link close}d. Clones
   * have it in common, and in one process the producer and all its readers do.
   */
  get closed(): GetPromise<Error | null> {
    return this.#source.closed;
  }

  /** Another handle: the broadcast is closed when all are. */
  clone(): Consumer {
    return new Consumer(this.#source);
  }

  /** A track by its name; nothing is asked for yet. */
  track(name: string): Track.Consumer {
    return new Track.Consumer(name, this);
  }

  /** Subscribes to a track; those of the same name share one upstream. Throws where the broadcast is closed. */
  subscribe(name: string, options?: Track.Subscription): Track.Subscriber {
    return this.#source.subscribe(name, options, this);
  }

  /** As the producer's, in the same process; requests to a peer are the session's own, and none come here. */
  requested(): Promise<Track.Request | undefined> {
    return this.#source.requested();
  }

  /** A track's properties, without a subscription. Rejects where there is no such track. */
  async resolveTrackInfo(name: string): Promise<Track.Info> {
    // Waited for here, so that this handle is held until then.
    return await this.#source.resolveTrackInfo(name);
  }

  /**
   * One group of a track by its sequence, without a subscription: of what is kept nearby, or else from the
   * publisher. Rejects where nobody has it; in one process it waits for one that is yet to come.
   */
  async fetchGroup(
    name: string,
    sequence: number,
    options?: Track.FetchGroupOptions,
  ): Promise<GroupConsumer> {
    return await this.#source.fetchGroup(name, sequence, options);
  }

  /** Lets the broadcast go: the last handle closes it. Idempotent. */
  close(abort?: Error): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#expectation.meet();
    if (--this.#source.readers === 0) this.#source.close(abort);
  }
}
