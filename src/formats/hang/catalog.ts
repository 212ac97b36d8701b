/**
 * hang's catalog: which renditions a broadcast has, and how to decode them. What is not known passes through.
 *
 * Source: the catalog of hang as npm `@moq/hang` 0.3.5 reads it.
 */
import * as z from "zod/mini";

/** The track that carries the catalog. */
export const CATALOG_TRACK = "catalog.json";

const uint = z.number().check(z.int(), z.gte(0));

/** How frames are laid out; one that is not known is kept, for others to read. */
const ContainerSchema = z._default(z.looseObject({ kind: z.string() }), { kind: "legacy" });

const VideoRenditionSchema = z.looseObject({
  codec: z.string(),
  container: ContainerSchema,
  /** Hexadecimal. Absent where the bitstream carries its own parameters. */
  description: z.optional(z.string().check(z.regex(/^(?:[0-9a-f]{2})*$/i))),
  codedWidth: z.optional(uint),
  codedHeight: z.optional(uint),
  framerate: z.optional(z.number()),
  bitrate: z.optional(uint),
  optimizeForLatency: z.optional(z.boolean()),
  /** How long the publisher may hold a frame back, in milliseconds. */
  jitter: z.optional(uint),
});

const AudioRenditionSchema = z.looseObject({
  codec: z.string(),
  container: ContainerSchema,
  description: z.optional(z.string().check(z.regex(/^(?:[0-9a-f]{2})*$/i))),
  sampleRate: uint.check(z.gte(1)),
  numberOfChannels: uint.check(z.gte(1), z.lte(32)),
  bitrate: z.optional(uint),
  jitter: z.optional(uint),
});

/** A catalog. Unknown sections and fields are kept. */
export const CatalogSchema = z.looseObject({
  video: z.optional(
    z.looseObject({
      renditions: z.record(z.string(), VideoRenditionSchema),
      display: z.optional(z.object({ width: uint, height: uint })),
    }),
  ),
  audio: z.optional(z.looseObject({ renditions: z.record(z.string(), AudioRenditionSchema) })),
});

export type Catalog = z.infer<typeof CatalogSchema>;
export type VideoRendition = z.infer<typeof VideoRenditionSchema>;
export type AudioRendition = z.infer<typeof AudioRenditionSchema>;

/** Bytes from a rendition's description. */
export function descriptionBytes(hex: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (!hex) return undefined;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
