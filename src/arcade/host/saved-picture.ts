/** A picture that was kept, read back. */
import * as z from "zod/mini";

const side = z.int().check(z.gte(1), z.lte(1024));

/** Only one that has as many pixels as it says can be drawn. */
export const SavedPictureSchema = z
  .object({ width: side, height: side, rgba: z.instanceof(Uint8ClampedArray<ArrayBuffer>) })
  .check(z.refine(({ width, height, rgba }) => rgba.length === width * height * 4));
