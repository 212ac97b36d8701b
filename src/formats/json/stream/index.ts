/**
 * A log of records, of which every one matters: a record a frame, in order, all in one group.
 *
 * Source: npm `@moq/json` 0.3.3, Stream. What may not come in: the network; a track is any `TrackWriter`
 * or `TrackReader`.
 *
 * @module
 */
export type { Pending } from "../frames.ts";
export { Consumer } from "./consumer.ts";
export { type ConsumerConfig, Decoder } from "./decoder.ts";
export { Encoder, type ProducerConfig } from "./encoder.ts";
export { Producer } from "./producer.ts";
