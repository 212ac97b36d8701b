/** A rendition: what a decoder has to know. Much of it is WebCodecs' `VideoDecoderConfig` and `AudioDecoderConfig`. */
import * as z from "zod/mini";
import { isHex } from "../../text.ts";
import { ContainerSchema } from "./container.ts";
import { DESCRIPTION_MAX_CHARS } from "./plain.ts";

/** A whole number that is exact in JSON everywhere. */
export const uint = z.number().check(z.int(), z.gte(0));

/** A track beside the rendition's, that tells when each of its groups begins. */
const TimelineSchema = z.looseObject({
  track: z.string(),
  /** Units a second of the records' `pts` and of `wall`. */
  timescale: z._default(uint.check(z.gte(1)), 1000),
  /** The wall-clock time of `pts` 0, in units since 2020-01-01T00:00:00Z. */
  wall: z.optional(uint),
});

const common = {
  /** The broadcast that the track is in, relative to the catalog's; the catalog's own where absent. */
  broadcast: z.optional(z.string()),
  /** WebCodecs' name of the codec. */
  codec: z.string(),
  container: z._default(ContainerSchema, { kind: "legacy" }),
  /** Hexadecimal. Absent where the bitstream carries its own parameters. */
  description: z.optional(
    z
      .string()
      .check(
        z.maxLength(DESCRIPTION_MAX_CHARS),
        z.refine(isHex, "a description is hexadecimal, two digits a byte"),
      ),
  ),
  /** Bits a second. */
  bitrate: z.optional(uint),
  /** How long the publisher may hold a frame back, in milliseconds. */
  jitter: z.optional(uint),
  timeline: z.optional(TimelineSchema),
};

export const VideoRenditionSchema = z.looseObject({
  ...common,
  /** Pixels. */
  codedWidth: z.optional(uint),
  codedHeight: z.optional(uint),
  /** The ratio of a picture's sides as it is shown; that of its pixels where absent. */
  displayAspectWidth: z.optional(uint),
  displayAspectHeight: z.optional(uint),
  /** Frames a second. */
  framerate: z.optional(z.number().check(z.gte(0))),
  /** Default `true`. */
  optimizeForLatency: z.optional(z.boolean()),
});

export const AudioRenditionSchema = z.looseObject({
  ...common,
  /** Samples a second. */
  sampleRate: uint.check(z.gte(1)),
  numberOfChannels: uint.check(z.gte(1), z.lte(32)),
});

/** A rendition of the picture. */
export type VideoRendition = z.infer<typeof VideoRenditionSchema>;
/** A rendition of the sound. */
export type AudioRendition = z.infer<typeof AudioRenditionSchema>;

/** Without these, or with one that cannot be read, a rendition cannot be decoded: it is left out. */
export const ESSENTIAL: ReadonlySet<string> = new Set([
  "broadcast",
  "codec",
  "container",
  "description",
  "sampleRate",
  "numberOfChannels",
]);
