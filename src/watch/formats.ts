/** How frames are laid out. What few broadcasts need for that is fetched for those that do. */
import { Hang } from "../formats/plain.ts";
import { sleep } from "./pacing.ts";

type LateFormats = typeof import("./late-formats.ts");

/** What could not be fetched is asked for again after so long, in milliseconds. */
const AGAIN_MS = 3_000;

const MISSING =
  "What reads this broadcast could not be loaded: the server of this page does not answer. Trying again.";

let late: LateFormats | undefined;

/**
 * What reads all there is, fetched once, and until it is there. Rejects with the signal's reason.
 * @param onMissing hears in a sentence that it could not be fetched, each time
 */
export async function loadFormats(
  signal: AbortSignal,
  onMissing: (sentence: string) => void,
): Promise<LateFormats> {
  while (!late) {
    try {
      late = await import("./late-formats.ts");
    } catch (error) {
      console.debug("formats:", error);
      onMissing(MISSING);
      await sleep(AGAIN_MS, signal);
      signal.throwIfAborted();
    }
  }
  return late;
}

/**
 * The format of a rendition's frames. Throws a `FormatError` where the container is not known, or what knows it is not
 * loaded; who read the container's name in a catalog has it loaded.
 */
export function formatOf(container: Hang.Container): Hang.Format {
  switch (container.kind) {
    case "legacy":
      return Hang.Legacy.format;
    case "loc":
      return Hang.Loc.format;
    default:
      return loaded().formatOf(container);
  }
}

/** The description in an init segment. Throws a `FormatError` where that cannot be read; see {@link formatOf}. */
export function descriptionIn(init: Uint8Array): Uint8Array | undefined {
  return loaded().decodeInit(init).description;
}

function loaded(): LateFormats {
  if (!late) throw new Hang.FormatError("unsupported", "what reads this container is not loaded");
  return late;
}
