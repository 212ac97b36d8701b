/** A track of a broadcast, not asked for anything yet. */
import type { Consumer as GroupConsumer } from "../group/consumer.ts";
import type { FetchGroupOptions, Info, Subscription } from "./info.ts";
import type { Subscriber } from "./subscriber.ts";

/** What a {@link Consumer} asks its broadcast for. */
export interface Broadcast {
  subscribe(name: string, options?: Subscription): Subscriber;
  resolveTrackInfo(name: string): Promise<Info>;
  fetchGroup(name: string, sequence: number, options?: FetchGroupOptions): Promise<GroupConsumer>;
}

/** A name in a broadcast; nothing is asked for until one of its methods is called. */
export class Consumer {
  readonly name: string;
  #broadcast: Broadcast;

  constructor(name: string, broadcast: Broadcast) {
    this.name = name;
    this.#broadcast = broadcast;
  }

  subscribe(options?: Subscription): Subscriber {
    return this.#broadcast.subscribe(this.name, options);
  }

  /** The track's properties, without a subscription. */
  info(): Promise<Info> {
    return this.#broadcast.resolveTrackInfo(this.name);
  }

  /** One group by its sequence, without a subscription. Rejects where it cannot be had. */
  fetchGroup(sequence: number, options?: FetchGroupOptions): Promise<GroupConsumer> {
    return this.#broadcast.fetchGroup(this.name, sequence, options);
  }
}
