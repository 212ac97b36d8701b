/**
 * The half of publishing that runs in a Worker: encode, and a track.
 *
 * What may not come in: the DOM, capture, and anything above `formats` and `net`.
 *
 * @module
 */
export { announcedNow } from "./announced-now.ts";
export { AudioPublisher, type AudioSettings, audioRendition, canEncodeAudio } from "./audio.ts";
export {
  type AudioFamily,
  audioCodec,
  type H264Profile,
  h264Codec,
  VIDEO_FAMILIES,
  type VideoFamily,
  videoCodec,
} from "./codecs.ts";
export { ContainerProducer } from "./container.ts";
export { JsonPublisher } from "./json.ts";
export {
  audioBitrate,
  DEFAULT_SIZES,
  makeLadder,
  type PictureSize,
  type Rung,
  videoBitrate,
} from "./ladder.ts";
export {
  canEncodeVideo,
  isKeyframeDue,
  VideoPublisher,
  type VideoSettings,
  videoRendition,
} from "./video.ts";
