/** Which rendition is watched: a decision from values alone. */
import type { Hang } from "../formats/index.ts";

/** What a viewer asks of the picture. Sizes are the screen's own pixels. */
export interface Target {
  /** This rendition, if it can be played; whatever else is asked then counts for nothing. */
  name?: string;
  /** Pixels of a picture (width × height) at most. */
  pixels?: number;
  /** The size that the picture is shown at: more than that would not be seen. */
  width?: number;
  height?: number;
  /** Bits a second at most. */
  bitrate?: number;
}

/** What selection needs to know of a rendition. */
export type Selectable = Pick<
  Hang.VideoRendition & Hang.AudioRendition,
  "codec" | "container" | "bitrate" | "broadcast"
> &
  Partial<Pick<Hang.VideoRendition, "codedWidth" | "codedHeight">>;

/** Why a rendition is not among those that are chosen from. */
export type Unplayable = "codec" | "container" | "broadcast" | "failed";

/** What this browser, and the playback so far, say of a rendition. */
export type Support = (name: string, rendition: Selectable) => Unplayable | undefined;

/** A picture may be scaled up by this much before a larger one is worth its bits. */
const ENLARGED_MAX = 1.1;

const pixelsOf = ({ codedWidth = 0, codedHeight = 0 }: Selectable) => codedWidth * codedHeight;

const isWithin = (rendition: Selectable, { pixels, bitrate }: Target) =>
  (bitrate === undefined || (rendition.bitrate ?? 0) <= bitrate) &&
  (pixels === undefined || pixelsOf(rendition) <= pixels);

/** Whether the picture, shown whole within the target's size, has as many pixels as are seen. */
function isEnough({ codedWidth, codedHeight }: Selectable, { width, height }: Target): boolean {
  if (width === undefined || height === undefined || !codedWidth || !codedHeight) return false;
  return Math.min(width / codedWidth, height / codedHeight) <= ENLARGED_MAX;
}

/** More pixels first, then more bits; renditions that say nothing of themselves last, in the catalog's order. */
const better = (a: Selectable, b: Selectable) =>
  pixelsOf(b) - pixelsOf(a) || (b.bitrate ?? 0) - (a.bitrate ?? 0);

/**
 * The name of the rendition to play: the one that is asked for by name; else, within the limits, the smallest that
 * fills the size it is shown at, or the best; else, where all are above the limits, the smallest. `undefined` where
 * none can be played.
 */
export function selectRendition(
  renditions: Readonly<Record<string, Selectable>>,
  target: Target,
  support: Support,
): string | undefined {
  const playable = Object.entries(renditions).filter(([name, rendition]) => !support(name, rendition));
  if (target.name !== undefined && playable.some(([name]) => name === target.name)) return target.name;
  const sorted = playable.toSorted(([, a], [, b]) => better(a, b));
  const within = sorted.filter(([, rendition]) => isWithin(rendition, target));
  const chosen =
    within.findLast(([, rendition]) => isEnough(rendition, target)) ?? within[0] ?? sorted.at(-1);
  return chosen?.[0];
}

/** Whether a decoder that plays the one would play the other without being started anew. */
export function isSameRendition(a: Selectable, b: Selectable): boolean {
  return renditionKey(a) === renditionKey(b);
}

/** What a decoder depends on, as a text: bit rates and the like may be told anew while it runs. */
export function renditionKey(rendition: Selectable): string {
  return JSON.stringify(sorted(essence(rendition)));
}

/** The same value whatever the order of its members was. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

function essence(rendition: Selectable): object {
  const { codec, container, broadcast, description, codedWidth, codedHeight, sampleRate, numberOfChannels } =
    rendition as Selectable & Partial<Hang.VideoRendition & Hang.AudioRendition>;
  return { codec, container, broadcast, description, codedWidth, codedHeight, sampleRate, numberOfChannels };
}

/** Why nothing of a section can be played, as a sentence; `what` is "picture" or "sound". */
export function unplayableText(
  renditions: Readonly<Record<string, Selectable>>,
  support: Support,
  what: "picture" | "sound",
): string {
  const reasons = Object.entries(renditions).map(([name, rendition]) => ({
    reason: support(name, rendition),
    rendition,
  }));
  if (reasons.length === 0) return `This broadcast offers no ${what}.`;
  const list = (texts: string[]) => [...new Set(texts)].map((text) => text.slice(0, 40)).join(", ");
  const containers = reasons.flatMap(({ reason, rendition }) =>
    reason === "container" ? [kindOf(rendition.container)] : [],
  );
  if (containers.length === reasons.length)
    return `The ${what} comes in ${list(containers)}, a container that cannot be read here.`;
  const codecs = reasons.flatMap(({ reason, rendition }) => (reason === "codec" ? [rendition.codec] : []));
  if (codecs.length > 0)
    return `The ${what} comes as ${list(codecs)}, which this browser cannot ${what === "picture" ? "show" : "play"}.`;
  if (reasons.some(({ reason }) => reason === "failed"))
    return `The ${what} cannot be decoded: what comes is not what the catalog says.`;
  return `The ${what} is in another broadcast, which is not there.`;
}

const kindOf = (container: Hang.Container): string =>
  container.kind === "unknown" ? container.raw.kind : container.kind;
