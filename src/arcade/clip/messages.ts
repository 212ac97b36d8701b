/** What the page and a clip's Worker say to each other. */
import type { PaletteName } from "../../../emulator/index.ts";
import type { SinkHandle } from "../../watch/audio/sink.ts";
import type { PictureSize } from "../types.ts";
import type { ClipAbout, ClipDivergence, ClipPosition, ClipStatus } from "./types.ts";

/** Page to Worker. What is transferred belongs to the Worker from then on. */
export type ToClip =
  /** Both are transferred. */
  | { type: "open"; file: ArrayBuffer; canvas: OffscreenCanvas }
  /** Transferred. */
  | { type: "insert"; rom: ArrayBuffer }
  | { type: "play" }
  | { type: "pause" }
  /** Of several that wait the last counts. */
  | { type: "seek"; frame: number; held: boolean }
  | { type: "step"; by: 1 | -1 }
  | { type: "speed"; speed: number }
  | { type: "palette"; palette: PaletteName }
  /** The port within, if there is one, is transferred. */
  | { type: "audio"; sink: SinkHandle }
  /** Answered with `state` or `no-state` of the same number, which is the page's. */
  | { type: "save-state"; request: number }
  | { type: "close" };

/** Worker to page. */
export type FromClip =
  | { type: "about"; about: ClipAbout }
  | { type: "status"; status: ClipStatus }
  | { type: "position"; position: ClipPosition }
  | { type: "divergence"; divergence: ClipDivergence }
  /** How fast the sound is, in sample pairs a second: before the status `ready`. */
  | { type: "sound"; sampleRate: number }
  /** The picture's size in its own pixels: before the status `ready`. */
  | { type: "picture"; picture: PictureSize }
  /** The state's buffer is transferred. */
  | { type: "state"; request: number; state: Uint8Array<ArrayBuffer>; frame: number }
  | { type: "no-state"; request: number; error: string };
