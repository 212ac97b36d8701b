/**
 * A run of records that is appended to at one end and let go of at the other, and can be joined anywhere.
 * Each group begins with the whole window; the frames behind it push and pop.
 *
 * Source: npm `@moq/json` 0.3.3, Window. What may not come in: the network; a track is any `TrackWriter`
 * or `TrackReader`.
 *
 * @module
 */
export { Consumer } from "./consumer.ts";
export { type ConsumerConfig, Decoder, type Event, type Group, type Span } from "./decoder.ts";
export { type Encoded, Encoder, type Pending, type ProducerConfig } from "./encoder.ts";
export { Producer } from "./producer.ts";
