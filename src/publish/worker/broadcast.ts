/** What is published of a capture: the catalog, the sizes of the picture, and the sound. */
import { Hang, type Json } from "../../formats/index.ts";
import { Broadcast, Time } from "../../net/api.ts";
import { AudioPublisher, type AudioSettings } from "../audio.ts";
import { type CapturedVideo, makeCatalog, type PictureShape } from "../catalog.ts";
import { JsonPublisher } from "../json.ts";
import type { PublishProblem, RenditionStats } from "../types.ts";
import { VideoPublisher, type VideoSettings } from "../video.ts";

const AUDIO_TRACK = "audio";

/** How long groups are kept for those who are late, in milliseconds. */
const LATENCY_MAX_MS = 2_000;

/** Between tracks sound goes first: it is small, and its gaps are heard. */
const CATALOG_PRIORITY = 3;
const AUDIO_PRIORITY = 2;
const VIDEO_PRIORITY = 1;

const TRACK_INFO = { timescale: Time.Timescale.MICRO, latencyMax: LATENCY_MAX_MS };

/**
 * The broadcast of a capture and everything in it; it outlasts the sessions that publish it. A track that has
 * been there once stays, though the catalog names only what there is now: a viewer may be on its way.
 */
export class CaptureBroadcast {
  readonly producer = new Broadcast.Producer();
  #catalog: JsonPublisher;
  #publishers = new Map<string, VideoPublisher>();
  #video: CapturedVideo | undefined;
  #audio: { publisher: AudioPublisher; isThere: boolean } | undefined;
  #onProblem: (problem: PublishProblem) => void;
  #disposers: (() => void)[] = [];

  constructor(onProblem: (problem: PublishProblem) => void) {
    this.#onProblem = onProblem;
    this.#catalog = new JsonPublisher(
      this.producer.createTrack(Hang.CATALOG_TRACK, { priority: CATALOG_PRIORITY }),
    );
    this.#tell();
  }

  /** Offers these sizes, and no others, of pictures of this shape. */
  setVideo(shape: PictureShape, wanted: readonly { name: string; settings: VideoSettings }[]): void {
    const isTurned = this.#video?.shape.rotation !== shape.rotation || this.#video.shape.flip !== shape.flip;
    for (const { name, settings } of wanted) {
      const publisher = this.#publishers.get(name);
      if (!publisher) this.#publishers.set(name, this.#makeVideo(name, settings));
      // A decoder that goes on needs nothing new.
      else if (isTurned || !isSame(publisher.settings, settings)) publisher.configure(settings);
    }
    const names = new Set(wanted.map(({ name }) => name));
    for (const [name, publisher] of this.#publishers) if (!names.has(name)) publisher.pause();
    this.#video = { shape, renditions: wanted };
    this.#tell();
  }

  /** There is no picture any more. */
  clearVideo(): void {
    for (const publisher of this.#publishers.values()) publisher.pause();
    this.#video = undefined;
    this.#tell();
  }

  /** Offers sound. */
  setAudio(settings: AudioSettings): void {
    if (!this.#audio) {
      const track = this.producer.createTrack(AUDIO_TRACK, { ...TRACK_INFO, priority: AUDIO_PRIORITY });
      const publisher = new AudioPublisher(track, settings, (error) => this.#failed("audio", error));
      this.#disposers.push(publisher.used.subscribe((used) => used || publisher.pause()));
      this.#audio = { publisher, isThere: true };
    } else {
      this.#audio.isThere = true;
      if (!isSame(this.#audio.publisher.settings, settings)) this.#audio.publisher.configure(settings);
    }
    this.#tell();
  }

  /** There is no sound any more. */
  clearAudio(): void {
    if (!this.#audio) return;
    this.#audio.isThere = false;
    this.#audio.publisher.pause();
    this.#tell();
  }

  /** Encodes a picture in each size that somebody is subscribed to. The picture stays the caller's. */
  picture(frame: VideoFrame, timestampUs: number): void {
    for (const { name } of this.#video?.renditions ?? []) {
      const publisher = this.#publishers.get(name);
      if (publisher?.used.peek()) publisher.encode(new VideoFrame(frame, { timestamp: timestampUs }));
    }
  }

  /** The sound's encoder, where somebody is subscribed to it. */
  get sound(): AudioPublisher | undefined {
    const { publisher, isThere } = this.#audio ?? {};
    return isThere && publisher?.used.peek() ? publisher : undefined;
  }

  requestKeyframe(): void {
    for (const publisher of this.#publishers.values()) publisher.requestKeyframe();
  }

  stats(): RenditionStats[] {
    const renditions: RenditionStats[] = [];
    for (const { name, settings } of this.#video?.renditions ?? []) {
      const publisher = this.#publishers.get(name);
      if (!publisher) continue;
      const { width, height, bitrate, codec = "" } = settings;
      const { encoded, dropped } = publisher.counts;
      renditions.push({
        name,
        codec,
        bitrate,
        width,
        height,
        watched: publisher.used.peek(),
        encoded,
        dropped,
      });
    }
    if (this.#audio?.isThere) {
      const { publisher } = this.#audio;
      const { bitrate, family: codec = "opus" } = publisher.settings;
      const watched = publisher.used.peek();
      renditions.push({ name: AUDIO_TRACK, codec, bitrate, watched, encoded: publisher.encoded, dropped: 0 });
    }
    return renditions;
  }

  /** Ends the broadcast for everybody. Idempotent. */
  close(): void {
    for (const dispose of this.#disposers.splice(0)) dispose();
    for (const publisher of this.#publishers.values()) publisher.close();
    this.#audio?.publisher.close();
    this.#catalog.close();
    this.producer.close();
  }

  #makeVideo(name: string, settings: VideoSettings): VideoPublisher {
    const track = this.producer.createTrack(name, { ...TRACK_INFO, priority: VIDEO_PRIORITY });
    const publisher = new VideoPublisher(track, settings, (error) => this.#failed("video", error));
    // Who comes after everybody has left begins with a keyframe: the encoder is a new one.
    this.#disposers.push(publisher.used.subscribe((used) => used || publisher.pause()));
    return publisher;
  }

  #failed(of: PublishProblem["of"], error: Error): void {
    const what = of === "video" ? "The picture" : "The sound";
    this.#onProblem({ of, text: `${what} could not be encoded (${error.message}); it is tried again.` });
  }

  #tell(): void {
    const audio = this.#audio?.isThere
      ? { name: AUDIO_TRACK, settings: this.#audio.publisher.settings }
      : undefined;
    // Written only where it differs from what was said last.
    this.#catalog.update(makeCatalog(this.#video, audio) as Json.Json);
  }
}

/** Whether two settings are the same, member by member. */
function isSame(a: VideoSettings | AudioSettings, b: VideoSettings | AudioSettings): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
