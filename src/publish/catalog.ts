/** The catalog of what is captured. A pure function: the same sources make the same catalog, to the byte. */
import type { Hang } from "../formats/index.ts";
import { type AudioSettings, audioRendition } from "./audio.ts";
import { type VideoSettings, videoRendition } from "./video.ts";

/** How a picture is to be shown. */
export interface PictureShape {
  /** Pixels as they are encoded. */
  width: number;
  height: number;
  /** As it is shown, after it has been turned. */
  displayWidth: number;
  displayHeight: number;
  /** Degrees, clockwise. */
  rotation: number;
  /** Whether it is mirrored left to right. */
  flip: boolean;
}

export const isSameShape = (a: PictureShape, b: PictureShape): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.displayWidth === b.displayWidth &&
  a.displayHeight === b.displayHeight &&
  a.rotation === b.rotation &&
  a.flip === b.flip;

export interface CapturedVideo {
  shape: PictureShape;
  /** By the name of the track, the largest first. */
  renditions: readonly { name: string; settings: VideoSettings }[];
}

export interface CapturedAudio {
  name: string;
  settings: AudioSettings;
}

/** What a broadcast with these sources has to offer; a section is missing where there is nothing in it. */
export function makeCatalog(
  video: CapturedVideo | undefined,
  audio: CapturedAudio | undefined,
): Hang.Catalog {
  const catalog: Hang.Catalog = {};
  if (video && video.renditions.length > 0) {
    const { displayWidth, displayHeight, rotation, flip } = video.shape;
    catalog.video = {
      renditions: Object.fromEntries(
        video.renditions.map(({ name, settings }) => [name, videoRendition(settings)]),
      ),
      display: { width: displayWidth, height: displayHeight },
      ...(rotation !== 0 && { rotation }),
      ...(flip && { flip }),
    };
  }
  if (audio) catalog.audio = { renditions: { [audio.name]: audioRendition(audio.settings) } };
  return catalog;
}
