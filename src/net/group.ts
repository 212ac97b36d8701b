/**
 * Groups: ordered streams of frames within a track.
 *
 * @module
 */
export { Consumer } from "./group/consumer.ts";
export {
  type Frame,
  type FrameBatch,
  type Info,
  Lagged,
  MAX_GROUP_CACHE_BYTES,
  MAX_GROUP_FRAMES,
  type ReadOptions,
} from "./group/frame.ts";
export { Producer } from "./group/producer.ts";
