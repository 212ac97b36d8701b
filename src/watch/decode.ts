/**
 * The half of watching that runs in a Worker: a track, decode, present.
 *
 * What may not come in: the DOM beyond an OffscreenCanvas, and anything above `formats` and `net`.
 *
 * @module
 */
export { AudioSink, type SinkHandle } from "./audio/sink.ts";
export { CATALOG_FORMATS, type CatalogFormat } from "./catalog.ts";
export type { Offer } from "./offer.ts";
export {
  DEFAULT_SETTINGS,
  Playback,
  type PlaybackEvents,
  type PlaybackOptions,
  type PlaybackSettings,
} from "./playback.ts";
export { type EncodedFrame, FrameReader } from "./reader.ts";
export { isSameRendition, type Support, selectRendition, type Target, type Unplayable } from "./select.ts";
export { type Bound, type Latency, latencyBounds, Sync } from "./sync.ts";
export { ArrivalClock, newestDue } from "./timing.ts";
export type { Look } from "./video/presenter.ts";
