import { FormatError } from "../../error.ts";
import { fromBase64 } from "../../text.ts";
import type { Container } from "../catalog/index.ts";
import * as Cmaf from "./cmaf/index.ts";
import type { Format } from "./frame.ts";
import * as Legacy from "./legacy.ts";
import * as Loc from "./loc.ts";

/**
 * The format of a rendition's frames, by the container that its catalog names. Throws a `FormatError` where
 * that is not known here, or its init segment cannot be read.
 */
export function formatOf(container: Container): Format {
  switch (container.kind) {
    case "legacy":
      return Legacy.format;
    case "loc":
      return Loc.format;
    case "cmaf":
      return Cmaf.formatOf(Cmaf.decodeInit(fromBase64(container.init)));
    case "unknown":
      throw new FormatError(
        "unsupported",
        `the container ${container.raw.kind.slice(0, 32)} is not known here`,
      );
  }
}
