/** What the host publishes: the catalog, the renditions, and the status. */
import { Hang, type Json } from "../../formats/index.ts";
import { Broadcast, Time } from "../../net/api.ts";
import {
  AudioPublisher,
  type AudioSettings,
  audioRendition,
  JsonPublisher,
  VideoPublisher,
  type VideoSettings,
  videoRendition,
} from "../../publish/encode.ts";
import { CHAT_TRACK } from "../chat/worker.ts";
import { AUDIO_TRACK, REPLAY_TRACK, SESSION_TRACK, type Status, VIDEO_TRACK } from "../protocol/index.ts";
import { REPLAY, ReplayPublisher, SESSION } from "./replay.ts";

const STATUS_TRACK = "status";

/** How long groups are kept for those who are late, in milliseconds. */
const MEDIA_LATENCY_MAX_MS = 2_000;

/** How long the last while is kept for those who are late, in milliseconds. */
const REPLAY_LATENCY_MAX_MS = 40_000;

/** Between renditions sound goes first: it is small, and its gaps are heard. */
const AUDIO_PRIORITY = 3;
const STATUS_PRIORITY = 2;
const CHAT_PRIORITY = 0;
const VIDEO_PRIORITY = 1;
const REPLAY_PRIORITY = 0;

/** The broadcast of a game and everything in it; it outlasts the sessions that publish it. */
export class GameBroadcast {
  readonly producer = new Broadcast.Producer();
  readonly video: VideoPublisher;
  readonly audio: AudioPublisher;
  /** What was done with the machine. */
  readonly replays: readonly ReplayPublisher[];
  /** What is said beside it. */
  readonly chat: JsonPublisher;
  #catalog: JsonPublisher;
  #status: JsonPublisher;

  constructor(
    video: VideoSettings,
    audio: AudioSettings,
    display: { width: number; height: number },
    onError: (error: Error) => void,
  ) {
    const media = { timescale: Time.Timescale.MICRO, latencyMax: MEDIA_LATENCY_MAX_MS };
    const { producer } = this;
    this.#catalog = new JsonPublisher(producer.createTrack(Hang.CATALOG_TRACK, { priority: 4 }));
    this.#status = new JsonPublisher(producer.createTrack(STATUS_TRACK, { priority: STATUS_PRIORITY }));
    this.chat = new JsonPublisher(producer.createTrack(CHAT_TRACK, { priority: CHAT_PRIORITY }));
    const videoTrack = producer.createTrack(VIDEO_TRACK, { ...media, priority: VIDEO_PRIORITY });
    const audioTrack = producer.createTrack(AUDIO_TRACK, { ...media, priority: AUDIO_PRIORITY });
    this.video = new VideoPublisher(videoTrack, video, onError);
    this.audio = new AudioPublisher(audioTrack, audio, onError);
    const replay = {
      timescale: Time.Timescale.MICRO,
      priority: REPLAY_PRIORITY,
      latencyMax: REPLAY_LATENCY_MAX_MS,
    };
    this.replays = [
      new ReplayPublisher(producer.createTrack(REPLAY_TRACK, replay), REPLAY),
      new ReplayPublisher(producer.createTrack(SESSION_TRACK, replay), SESSION),
    ];
    const catalog: Hang.Catalog = {
      video: { renditions: { [VIDEO_TRACK]: videoRendition(video) }, display },
      audio: { renditions: { [AUDIO_TRACK]: audioRendition(audio) } },
    };
    this.#catalog.update(catalog as Json.Json);
  }

  /** Makes the game's state known. */
  status(status: Status): void {
    this.#status.update(status as Json.Json);
  }

  /** Ends the broadcast for everybody. Idempotent. */
  close(): void {
    this.video.close();
    this.audio.close();
    for (const replay of this.replays) replay.close();
    this.#status.close();
    this.chat.close();
    this.#catalog.close();
    this.producer.close();
  }
}
