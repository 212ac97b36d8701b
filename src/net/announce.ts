/**
 * Announcements: which broadcasts there are under a prefix.
 *
 * @module
 */
export { Broadcast, type BroadcastProps } from "./announce/broadcast.ts";
export { Consumer } from "./announce/consumer.ts";
export { Producer } from "./announce/producer.ts";
export type { Event } from "./announce/queue.ts";
