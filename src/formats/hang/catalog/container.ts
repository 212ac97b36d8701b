import * as z from "zod/mini";
import { isBase64 } from "../../text.ts";

/** Base64 characters of an init segment at most. */
const INIT_MAX_CHARS = 1024 * 1024;

const KNOWN = ["legacy", "cmaf", "loc"];

/** One of a kind that is not known here, kept as it is: for others, and to be written again. */
const UnknownContainerSchema = z.pipe(
  z.looseObject({ kind: z.string().check(z.refine((kind) => !KNOWN.includes(kind))) }),
  z.transform((raw) => ({ kind: "unknown" as const, raw })),
);

/** How the frames of a rendition are laid out. */
export const ContainerSchema = z.union([
  z.looseObject({ kind: z.literal("legacy") }),
  z.looseObject({
    kind: z.literal("cmaf"),
    /** The init segment, `ftyp` and `moov`, as base64. */
    init: z
      .string()
      .check(z.maxLength(INIT_MAX_CHARS), z.refine(isBase64, "an init segment is base64, with its padding")),
  }),
  z.looseObject({ kind: z.literal("loc") }),
  UnknownContainerSchema,
]);

/** How the frames of a rendition are laid out; of kind `unknown` where that is not known here. */
export type Container = z.infer<typeof ContainerSchema>;
