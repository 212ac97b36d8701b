/** The bytes that a decoder is configured with. */
import { Hang } from "../formats/plain.ts";
import { descriptionIn } from "./formats.ts";

/**
 * A rendition's description: the catalog's, or the one in its init segment. Throws a `FormatError` where that cannot
 * be read.
 */
export function descriptionOf({
  description,
  container,
}: Pick<Hang.VideoRendition, "description" | "container">): Uint8Array | undefined {
  if (description !== undefined || container.kind !== "cmaf") return Hang.descriptionBytes(description);
  const init = Uint8Array.from(atob(container.init), (char) => char.charCodeAt(0));
  return descriptionIn(init);
}
