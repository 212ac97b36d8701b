/**
 * A value that changes, of which only the newest state matters. Each group begins with the whole value; the
 * frames behind it are merge patches.
 *
 * Source: npm `@moq/json` 0.3.3, Snapshot. What may not come in: the network; a track is any `TrackWriter`
 * or `TrackReader`.
 *
 * @module
 */
export { Consumer } from "./consumer.ts";
export { Decoder, type DecoderConfig } from "./decoder.ts";
export { type Config, type Encoded, Encoder, type Pending } from "./encoder.ts";
export { Producer, type ProducerConfig } from "./producer.ts";
