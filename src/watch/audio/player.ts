/** An audio rendition from its track to a sink. */
import { Hang } from "../../formats/index.ts";
import type { Track } from "../../net/api.ts";
import { readTrack } from "../groups.ts";
import { decodeMedia } from "../video/player.ts";
import type { AudioSink } from "./sink.ts";

/** Whether this browser decodes the rendition. */
export async function canPlayAudio(rendition: Hang.AudioRendition): Promise<boolean> {
  if (rendition.container.kind !== "legacy") return false;
  const support = await AudioDecoder.isConfigSupported(decoderConfig(rendition)).catch(() => undefined);
  return support?.supported === true;
}

function decoderConfig(rendition: Hang.AudioRendition): AudioDecoderConfig {
  const { codec, sampleRate, numberOfChannels } = rendition;
  const description = Hang.descriptionBytes(rendition.description);
  return { codec, sampleRate, numberOfChannels, ...(description ? { description } : {}) };
}

/** Decodes a track's frames into a sink, until the track ends. Closes the subscription, not the sink. */
export async function playAudio(
  track: Track.Subscriber,
  rendition: Hang.AudioRendition,
  sink: AudioSink,
): Promise<void> {
  const config = decoderConfig(rendition);
  const write = makeWriter(sink);
  let decoder: AudioDecoder | undefined;
  const open = () => {
    const opened = new AudioDecoder({
      output: (data) => {
        if (opened === decoder) write(data);
        data.close();
      },
      error: () => {
        if (opened === decoder) decoder = undefined;
      },
    });
    opened.configure(config);
    return opened;
  };
  try {
    await readTrack(track, (payload) => {
      const frame = decodeMedia(payload);
      if (!frame) return;
      decoder ??= open();
      // Each Opus packet decodes alone.
      decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: frame.timestampUs, data: frame.data }));
    });
  } finally {
    track.close();
    const last = decoder;
    decoder = undefined;
    if (last && last.state !== "closed") last.close();
  }
}

/** Copies decoded sound into a sink; into the same two arrays each time, unless the sink keeps them. */
function makeWriter(sink: AudioSink): (data: AudioData) => void {
  let left = new Float32Array(0);
  let right = new Float32Array(0);
  return (data) => {
    const frames = data.numberOfFrames;
    if (sink.transfers || left.length !== frames) {
      left = new Float32Array(frames);
      right = new Float32Array(frames);
    }
    data.copyTo(left, { planeIndex: 0, format: "f32-planar" });
    data.copyTo(right, { planeIndex: data.numberOfChannels > 1 ? 1 : 0, format: "f32-planar" });
    sink.write(left, right);
  };
}
