/**
 * Publishing: capture, encode, and a track. Runs in a Worker.
 *
 * What may not come in: the DOM, and anything above `formats` and `net`.
 *
 * @module
 */
export { AudioPublisher, type AudioSettings, audioRendition, canEncodeAudio } from "./audio.ts";
export { ContainerProducer } from "./container.ts";
export { JsonPublisher } from "./json.ts";
export { canEncodeVideo, h264Codec, VideoPublisher, type VideoSettings, videoRendition } from "./video.ts";
