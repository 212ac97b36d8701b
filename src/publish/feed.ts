/**
 * Gets the frames of a track to the Worker, by the best way that this browser has: past the page wherever it can
 * be, since what the page does for each frame waits whenever the page is busy.
 */
import workletUrl from "./capture-worklet.ts?worker&url";
import type { Feed, PortFrame } from "./worker/messages.ts";
import { readsTracks, readTrack } from "./worker/processor.ts";

/** A feed that is on its way. */
export interface OpenFeed {
  feed: Feed;
  /** What of it is transferred. */
  transfer: Transferable[];
  /** Ends what of it stays on the page. Idempotent. */
  close(): void;
}

/** Pictures that are with the Worker at most: beyond that they are left out. */
const PICTURES_MAX = 2;

/** Hands a feed to `post`, which must transfer it. Throws where this browser can read no such track. */
export function openFeed(
  track: MediaStreamTrack,
  workerReadsTracks: boolean,
  post: (feed: Feed, transfer: Transferable[]) => void,
): () => void {
  const ways = [
    ...(readsTracks() ? [readHere] : []),
    ...(workerReadsTracks ? [readThere] : []),
    track.kind === "video" ? handPictures : handSound,
  ];
  let failure: unknown;
  for (const way of ways) {
    // Of its own: it ends with the feed, and the caller's goes on.
    const copy = track.clone();
    let opened: OpenFeed | undefined;
    try {
      opened = way(copy);
      post(opened.feed, opened.transfer);
      return opened.close;
    } catch (error) {
      // Not every browser reads every kind of track, or can transfer it.
      failure = error;
      opened?.close();
      copy.stop();
    }
  }
  throw failure;
}

function readHere(track: MediaStreamTrack): OpenFeed {
  const stream = readTrack(track);
  return { feed: { kind: "stream", stream }, transfer: [stream], close: () => track.stop() };
}

function readThere(track: MediaStreamTrack): OpenFeed {
  // Transferable where Workers read tracks, though TypeScript does not know.
  const transfer = [track as unknown as Transferable];
  return { feed: { kind: "track", track }, transfer, close: () => {} };
}

/** The one way by which the page is at work for each picture: for browsers without MediaStreamTrackProcessor. */
function handPictures(track: MediaStreamTrack): OpenFeed {
  const { port1: port, port2 } = new MessageChannel();
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  let waiting = 0;
  let closed = false;
  const hand = (_nowMs: number, { mediaTime }: VideoFrameCallbackMetadata) => {
    if (closed) return;
    video.requestVideoFrameCallback(hand);
    if (waiting >= PICTURES_MAX) return;
    const frame = new VideoFrame(video, { timestamp: Math.round(mediaTime * 1e6) });
    waiting++;
    port.postMessage(frame satisfies PortFrame, [frame]);
  };
  port.onmessage = () => waiting--;
  track.addEventListener("ended", () => port.postMessage(null));
  video.requestVideoFrameCallback(hand);
  void video.play().catch(() => port.postMessage(null));
  const close = () => {
    if (closed) return;
    closed = true;
    video.srcObject = null;
    track.stop();
    port.close();
  };
  return { feed: { kind: "port", port: port2 }, transfer: [port2], close };
}

/** Sound through an AudioWorklet, which sends it straight to the Worker. */
function handSound(track: MediaStreamTrack): OpenFeed {
  const { port1, port2 } = new MessageChannel();
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  void context.audioWorklet.addModule(workletUrl).then(
    () => {
      if (context.state === "closed") return;
      const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
      node.port.postMessage(port1, [port1]);
      source.connect(node);
      void context.resume();
    },
    () => port1.postMessage(null),
  );
  const close = () => {
    if (context.state !== "closed") void context.close();
    track.stop();
  };
  return { feed: { kind: "port", port: port2 }, transfer: [port2], close };
}
