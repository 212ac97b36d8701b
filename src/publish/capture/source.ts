/** What every source of pictures and sound has in common. */
import type { Getter } from "@moq/signals";

export type SourceKind = "camera" | "microphone" | "screen" | "file" | "canvas";

export type SourceFailure =
  /** A person, or the browser's settings, have said no. */
  | "refused"
  /** There is no such device. */
  | "missing"
  /** Another program has it. */
  | "busy"
  /** The page was not opened securely, or this browser cannot do it. */
  | "unsupported"
  /** The file cannot be played. */
  | "unreadable"
  | "other";

export type SourceState =
  /** It is asked for, and perhaps a person is being asked. */
  | { state: "starting" }
  /** `note` says what has changed by itself. */
  | { state: "live"; label: string; note?: string }
  /** It delivers nothing any more: `error` says why. */
  | { state: "ended"; error: string }
  /** `error` is a sentence on what went wrong and what to do. */
  | { state: "failed"; reason: SourceFailure; error: string };

/** Pictures, sound or both. What it captures stops with it. */
export interface Source {
  readonly kind: SourceKind;
  readonly state: Getter<SourceState>;
  /** The track to show and to send; another one after a change of device. */
  readonly video: Getter<MediaStreamTrack | undefined>;
  readonly audio: Getter<MediaStreamTrack | undefined>;
  /** Stops capture. Idempotent. */
  close(): void;
}

const NAMES: Record<SourceKind, string> = {
  camera: "camera",
  microphone: "microphone",
  screen: "screen",
  file: "file",
  canvas: "canvas",
};

/** A failure with its sentence. */
export type Failure = Extract<SourceState, { state: "failed" }>;

/** What a browser's error means for who wanted to use a source, and what they can do. */
export function explainFailure(kind: SourceKind, thrown: unknown): Failure {
  const name = thrown instanceof Error ? thrown.name : "";
  const what = NAMES[kind];
  const failed = (reason: SourceFailure, error: string): Failure => ({ state: "failed", reason, error });
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return kind === "screen"
        ? failed(
            "refused",
            "No screen was chosen, or it may not be shared. Choose a screen or a window to share.",
          )
        : failed(
            "refused",
            `The ${what} may not be used. Allow it for this page in the browser's address bar, and try again.`,
          );
    case "NotFoundError":
    case "OverconstrainedError":
      return failed("missing", `There is no ${what}. Plug one in, or choose another source.`);
    case "NotReadableError":
      return failed(
        "busy",
        `The ${what} cannot be read: another program may be using it. Close that, and try again.`,
      );
    case "NotSupportedError":
      return failed(
        "unsupported",
        `This browser cannot capture a ${what} on this page. Choose another source.`,
      );
    case "UnreadableError":
      return failed("unreadable", `${(thrown as Error).message}. Choose another file.`);
    default: {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      return failed(
        "other",
        `The ${what} could not be started (${text || name || "no reason given"}). Try again.`,
      );
    }
  }
}

/** A file that is not to be captured. Its message is a sentence without its full stop. */
export class UnreadableError extends Error {
  override name = "UnreadableError";
}

/** An error that {@link explainFailure} knows as something that this browser cannot do. */
export function unsupported(): Error {
  return new DOMException("", "NotSupportedError");
}
