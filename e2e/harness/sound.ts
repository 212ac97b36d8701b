/**
 * Our player of sound on the harness's page, with a track in the same page.
 *
 * @module
 */
import { Broadcast } from "../../src/net/index.ts";
import { AudioPublisher, audioRendition } from "../../src/publish/index.ts";
import { AudioPlayer } from "../../src/watch/audio/player.ts";
import { ringBytes } from "../../src/watch/audio/ring.ts";
import { AudioSink, Sync } from "../../src/watch/decode.ts";

const SAMPLE_RATE = 48_000;
const PIECE_SAMPLES = 480;
const PIECE_US = 10_000;
const PIECES = 30;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays 300 ms of sound, nothing for so long, and 300 ms more. Resolves with the time of each packet that was heard. */
export async function playWithGap(gapMs: number): Promise<number[]> {
  const settings = { sampleRate: SAMPLE_RATE, numberOfChannels: 1, bitrate: 48_000 };
  const broadcast = new Broadcast.Producer();
  const track = broadcast.createTrack("audio", { latencyMax: 60_000 });
  const publisher = new AudioPublisher(track, settings, (error) => console.error(error));
  const consumer = broadcast.consume();
  const heardUs: number[] = [];
  const player = new AudioPlayer({
    track: consumer.subscribe("audio", { latencyMax: 60_000 }),
    rendition: audioRendition(settings),
    sync: new Sync(),
    sink: new AudioSink({
      kind: "ring",
      buffer: new SharedArrayBuffer(ringBytes(SAMPLE_RATE)),
      sampleRate: SAMPLE_RATE,
    }),
    onSound: (timestampUs) => heardUs.push(timestampUs),
  });
  const speak = (fromUs: number) => {
    for (let i = 0; i < PIECES; i++) publisher.encode(new Float32Array(PIECE_SAMPLES), fromUs + i * PIECE_US);
  };
  speak(0);
  await sleep(PIECES * 10 + gapMs);
  // The encoder counts samples too: a new one takes the time as it is.
  publisher.restart();
  speak(PIECES * PIECE_US + gapMs * 1000);
  await sleep(1_500);
  player.close();
  publisher.close();
  consumer.close();
  broadcast.close();
  return heardUs;
}
