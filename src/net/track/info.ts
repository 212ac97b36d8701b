/** What is said of a track: by its publisher, and by those who subscribe. */
import type { GetPromise, Getter } from "@moq/signals";
import { Timescale, type Timestamp } from "../time.ts";

/** How late a group may be delivered where the publisher does not say, in milliseconds. */
export const DEFAULT_LATENCY_MAX_MS = 5000;

/** A payload sent once, in no stream: it arrives or it does not. */
export interface Datagram {
  /** Its number in the track: groups and datagrams count together. */
  sequence: number;
  timestamp: Timestamp;
  payload: Uint8Array;
}

/** A place in a track. */
export interface Location {
  /** The group's sequence. */
  group: number;
  /** The frame's sequence in the group. */
  frame: number;
}

/** A track's properties, fixed by its publisher. */
export interface Info {
  /** Units a second of the frames' timestamps. */
  timescale: Timescale;
  /** How late a group that is not the newest may be delivered, in milliseconds: subscribers get no more. */
  latencyMax: number;
  /** Between subscriptions of equal priority, the higher goes first. */
  priority: number;
  /** Whether groups go in sequence order rather than the newest first. */
  ordered: boolean;
}

/** What a subscriber asks for. */
export interface Subscription {
  /** 0 to 255, the higher first among this session's subscriptions. */
  priority?: number;
  ordered?: boolean;
  /** How old a group that is not the newest may be before it is skipped, in milliseconds. Default 0. */
  latencyMax?: number;
  /** The first group wanted; the newest if not given. */
  startGroup?: number;
  /** The last group wanted, itself included. */
  endGroup?: number;
}

/** How to fetch a group. */
export interface FetchGroupOptions {
  /** 0 to 255, the higher first. Default 0. */
  priority?: number;
}

/** Fills in what is not given. */
export function infoDefaults(info?: Partial<Info>): Info {
  return {
    timescale: info?.timescale ?? Timescale.MILLI,
    latencyMax: info?.latencyMax ?? DEFAULT_LATENCY_MAX_MS,
    priority: info?.priority ?? 0,
    ordered: info?.ordered ?? false,
  };
}

/** A track's properties once they are known. Rejects where it is closed before. */
export async function settledInfo(
  name: string,
  info: Getter<Info | undefined>,
  closed: GetPromise<Error | null>,
): Promise<Info> {
  for (;;) {
    const known = info.peek();
    if (known) return known;
    const ended = closed.peek();
    if (ended !== undefined)
      throw ended ?? new Error(`track ${name} was closed before its properties were known`);
    await Promise.race([info.changed(), closed]);
  }
}

/** Fills in what is not given. */
export function subscriptionDefaults(options: Subscription = {}): Subscription {
  return {
    priority: options.priority ?? 0,
    ordered: options.ordered ?? false,
    latencyMax: options.latencyMax ?? 0,
    startGroup: options.startGroup,
    endGroup: options.endGroup,
  };
}

/** What satisfies both. */
export function combine(a: Subscription, b: Subscription): Subscription {
  const start = [a.startGroup, b.startGroup].filter((group) => group !== undefined);
  const endless = a.endGroup === undefined || b.endGroup === undefined;
  return {
    priority: Math.max(a.priority ?? 0, b.priority ?? 0),
    ordered: (a.ordered ?? false) && (b.ordered ?? false),
    latencyMax: Math.max(a.latencyMax ?? 0, b.latencyMax ?? 0),
    startGroup: start.length > 0 ? Math.min(...start) : undefined,
    endGroup: endless ? undefined : Math.max(a.endGroup ?? 0, b.endGroup ?? 0),
  };
}

/** What reads in this process are given: all that is kept, whatever was asked of the publisher. */
export function everythingOf(options: Subscription): Subscription {
  return { ...options, latencyMax: Number.POSITIVE_INFINITY, startGroup: undefined };
}

/** In the order in which wasm takes it; -1 is for a group that is not given. */
export function toWasm(options: Subscription): [number, number, number, number] {
  const { priority = 0, latencyMax = 0, startGroup = -1, endGroup = -1 } = options;
  return [priority, latencyMax, startGroup, endGroup];
}

export function fromWasm([priority, latencyMax, startGroup = -1, endGroup = -1]: Float64Array): Subscription {
  return subscriptionDefaults({
    priority,
    latencyMax,
    startGroup: startGroup < 0 ? undefined : startGroup,
    endGroup: endGroup < 0 ? undefined : endGroup,
  });
}
