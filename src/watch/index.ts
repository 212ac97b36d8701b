/**
 * Watching: a track, decode, present. Runs in a Worker, but for the page's half of sound (`./audio/output.ts`).
 *
 * What may not come in: the DOM beyond a canvas and sound, and anything above `formats` and `net`.
 *
 * @module
 */
export { canPlayAudio, playAudio } from "./audio/player.ts";
export { AudioSink, type SinkHandle } from "./audio/sink.ts";
export { readTrack } from "./groups.ts";
export { ArrivalClock, newestDue } from "./timing.ts";
export { canPlayVideo, playVideo } from "./video/player.ts";
export { Presenter } from "./video/presenter.ts";
