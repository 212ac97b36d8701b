/**
 * Broadcasts: sets of tracks that one publisher offers under a path.
 *
 * @module
 */
export { Consumer } from "./broadcast/consumer.ts";
export { Producer } from "./broadcast/producer.ts";
