/** Where the readers of a broadcast read. */
import type { Once } from "@moq/signals";
import type * as Track from "../track.ts";

/** A broadcast that any number of handles read: the last one to be closed closes it. */
export interface Source extends Track.Broadcast {
  readonly closed: Once<Error | null>;
  /** How many handles are open. */
  readers: number;
  /** @param from who is asked for a fork, and is held by the subscriber: a handle that nobody else holds is dropped */
  subscribe(name: string, options?: Track.Subscription, from?: Track.Broadcast): Track.Subscriber;
  requested(): Promise<Track.Request | undefined>;
  close(abort?: Error): void;
  /** A handle was dropped without being closed. */
  drop?(): void;
}
