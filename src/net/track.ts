/**
 * Tracks: live streams of groups (and datagrams) within a broadcast.
 *
 * @module
 */
export { type Broadcast, Consumer } from "./track/consumer.ts";
export {
  type Datagram,
  DEFAULT_LATENCY_MAX_MS,
  type FetchGroupOptions,
  type Info,
  infoDefaults,
  type Location,
  type Subscription,
} from "./track/info.ts";
export { Producer } from "./track/producer.ts";
export { Request } from "./track/request.ts";
export { Subscriber } from "./track/subscriber.ts";
