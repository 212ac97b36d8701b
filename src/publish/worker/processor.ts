/** MediaStreamTrackProcessor, which TypeScript's DOM library does not have. */

interface ProcessorInit {
  track: MediaStreamTrack;
  /** Frames that may wait; beyond that the oldest are let go. */
  maxBufferSize?: number;
}

type Processor = new (init: ProcessorInit) => { readable: ReadableStream<VideoFrame | AudioData> };

/** Pictures that may wait to be read: one that is late is of no use. */
const PICTURES_MAX = 2;

/** Pieces of sound that may wait to be read, mostly of 10 ms: a gap is worse than a delay. */
const PIECES_MAX = 100;

/** The processor of this realm, if it has one for this kind of track. */
function processorClass(): Processor | undefined {
  return (globalThis as { MediaStreamTrackProcessor?: Processor }).MediaStreamTrackProcessor;
}

/** Whether tracks can be read in this realm. */
export function readsTracks(): boolean {
  return processorClass() !== undefined;
}

/**
 * What a track delivers, frame by frame; each is closed by who reads it. Throws where this browser reads no tracks
 * of this kind.
 */
export function readTrack(track: MediaStreamTrack): ReadableStream<VideoFrame | AudioData> {
  const Class = processorClass();
  if (!Class) throw new Error("this browser has no MediaStreamTrackProcessor");
  const maxBufferSize = track.kind === "video" ? PICTURES_MAX : PIECES_MAX;
  return new Class({ track, maxBufferSize }).readable;
}
