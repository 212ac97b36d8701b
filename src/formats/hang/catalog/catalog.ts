import * as z from "zod/mini";
import { FormatError } from "../../error.ts";
import { isMembers } from "../../fields.ts";
import { AudioRenditionSchema, uint, VideoRenditionSchema } from "./rendition.ts";

/** What the video section has beside its renditions. */
export const VideoFields = z.looseObject({
  /** The size that the picture is to be shown at, in pixels. */
  display: z.optional(z.looseObject({ width: uint, height: uint })),
  /** Degrees, clockwise. Default 0. */
  rotation: z.optional(z.number()),
  /** Whether the picture is mirrored left to right. Default `false`. */
  flip: z.optional(z.boolean()),
});

/** A catalog that is whole. Unknown fields and sections are kept. */
export const CatalogSchema = z.looseObject({
  video: z.optional(
    z.looseObject({
      ...VideoFields.def.shape,
      /** By the name of the track. */
      renditions: z.record(z.string(), VideoRenditionSchema),
    }),
  ),
  audio: z.optional(z.looseObject({ renditions: z.record(z.string(), AudioRenditionSchema) })),
});

/** What a broadcast has to show and to be heard. */
export type Catalog = z.infer<typeof CatalogSchema>;
/** The renditions of the picture, any one of which is enough. */
export type VideoSection = NonNullable<Catalog["video"]>;
/** The renditions of the sound, any one of which is enough. */
export type AudioSection = NonNullable<Catalog["audio"]>;

/**
 * The JSON of a catalog, to be published. Containers that are not known here go out as they came in. Throws a
 * `FormatError` where the catalog is not whole.
 */
export function writeCatalog(catalog: Catalog): { [key: string]: unknown } {
  const { video, audio, ...others } = catalog;
  const json = {
    ...others,
    ...(video !== undefined && { video: withContainers(video) }),
    ...(audio !== undefined && { audio: withContainers(audio) }),
  };
  const checked = CatalogSchema.safeParse(json);
  if (checked.success) return json;
  const issue = checked.error.issues[0];
  const where = issue?.path.map(String).join(".") ?? "";
  throw new FormatError("unrepresentable", `the catalog cannot be published: ${where}: ${issue?.message}`);
}

/** A section with its containers as they go out; nothing is known of it yet. */
function withContainers(section: unknown): unknown {
  if (!isMembers(section) || !isMembers(section.renditions)) return section;
  const renditions = Object.entries(section.renditions).map(([name, rendition]) => {
    const container = isMembers(rendition) ? rendition.container : undefined;
    const isUnknown = isMembers(rendition) && isMembers(container) && container.kind === "unknown";
    return [name, isUnknown ? { ...rendition, container: container.raw } : rendition] as const;
  });
  return { ...section, renditions: Object.fromEntries(renditions) };
}
