/** A video rendition from its track to a canvas. */
import { Hang } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { readTrack } from "../groups.ts";
import type { Presenter } from "./presenter.ts";

/** Whether this browser decodes the rendition. */
export async function canPlayVideo(rendition: Hang.VideoRendition): Promise<boolean> {
  if (rendition.container.kind !== "legacy") return false;
  const support = await VideoDecoder.isConfigSupported(decoderConfig(rendition)).catch(() => undefined);
  return support?.supported === true;
}

function decoderConfig(rendition: Hang.VideoRendition): VideoDecoderConfig {
  const { codec, codedWidth, codedHeight, optimizeForLatency = true } = rendition;
  const description = Hang.descriptionBytes(rendition.description);
  return {
    codec,
    optimizeForLatency,
    ...(codedWidth && codedHeight ? { codedWidth, codedHeight } : {}),
    ...(description ? { description } : {}),
  };
}

/**
 * Decodes a track's frames and hands the pictures to a presenter, until the track ends. A decoder that
 * fails is replaced at the next keyframe. Closes the subscription.
 */
export async function playVideo(
  track: Track.Subscriber,
  rendition: Hang.VideoRendition,
  presenter: Presenter,
  onPause: () => void,
): Promise<void> {
  const config = decoderConfig(rendition);
  let decoder: VideoDecoder | undefined;
  const open = () => {
    const opened = new VideoDecoder({
      output: (picture) => (opened === decoder ? presenter.push(picture) : picture.close()),
      error: () => {
        if (opened === decoder) decoder = undefined;
      },
    });
    opened.configure(config);
    return opened;
  };
  try {
    await readTrack(
      track,
      (payload, first) => {
        if (first) decoder ??= open();
        if (!decoder) return;
        const frame = decodeMedia(payload);
        if (!frame) return;
        presenter.arrived(frame.timestampUs, performance.now());
        const type = first ? "key" : "delta";
        decoder.decode(new EncodedVideoChunk({ type, timestamp: frame.timestampUs, data: frame.data }));
      },
      onPause,
    );
  } finally {
    track.close();
    presenter.clear();
    const last = decoder;
    decoder = undefined;
    if (last && last.state !== "closed") last.close();
  }
}

/** A frame's payload, or nothing where it is not one: what comes from the network may be anything. */
export function decodeMedia(payload: Uint8Array): Hang.MediaFrame | undefined {
  try {
    const frame = Hang.Legacy.decodeFrame(payload);
    return frame.data.byteLength > 0 ? frame : undefined;
  } catch {
    return undefined;
  }
}
