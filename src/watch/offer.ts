/** What a broadcast has to choose from, and why nothing of it can be played: from values alone. */
import type { Hang } from "../formats/index.ts";
import { type Selectable, type Support, selectRendition, unplayableText } from "./select.ts";

/** What a broadcast has to choose from, and what is chosen. */
export interface Offer {
  video: { name: string; codec: string; width?: number; height?: number; bitrate?: number }[];
  audio: { name: string; codec: string }[];
  /** The renditions that are played. */
  playing: { video?: string; audio?: string };
}

/** @param playing the names of what is played; what is not known of it is left out */
export function offerOf(
  { video, audio }: Hang.Catalog,
  playing: { video: string | undefined; audio: string | undefined },
): Offer {
  return {
    video: Object.entries(video?.renditions ?? {}).map(
      ([name, { codec, codedWidth, codedHeight, bitrate }]) => ({
        name,
        codec,
        ...(codedWidth && codedHeight ? { width: codedWidth, height: codedHeight } : {}),
        ...(bitrate === undefined ? {} : { bitrate }),
      }),
    ),
    audio: Object.entries(audio?.renditions ?? {}).map(([name, { codec }]) => ({ name, codec })),
    playing: {
      ...(playing.video === undefined ? {} : { video: playing.video }),
      ...(playing.audio === undefined ? {} : { audio: playing.audio }),
    },
  };
}

/**
 * Why nothing of a broadcast can be played, as a sentence, if so. A broadcast of sound alone is no fault, nor is one
 * whose picture is all there is.
 * @param shows whether there is a canvas for a picture
 */
export function problemOf(
  { video, audio }: Hang.Catalog,
  support: Support,
  shows: boolean,
): string | undefined {
  const [pictures, sounds] = [video?.renditions ?? {}, audio?.renditions ?? {}];
  const has = (renditions: Readonly<Record<string, Selectable>>) =>
    selectRendition(renditions, {}, support) !== undefined;
  if (shows && has(pictures)) return undefined;
  const isFault = Object.keys(pictures).length > 0 || !has(sounds);
  return isFault ? unplayableText(pictures, support, "picture") : undefined;
}

/** The references to other broadcasts that a catalog's renditions have, each once. */
export function referencesOf({ video, audio }: Hang.Catalog): string[] {
  const renditions: Selectable[] = [
    ...Object.values(video?.renditions ?? {}),
    ...Object.values(audio?.renditions ?? {}),
  ];
  return [...new Set(renditions.flatMap(({ broadcast }) => (broadcast ? [broadcast] : [])))];
}
