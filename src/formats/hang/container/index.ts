/**
 * The containers of hang's frames: `legacy`, `loc` and `cmaf`. Bytes and values, no I/O.
 *
 * {@link formatOf} gives the format that a rendition's catalog entry names; each container's own functions
 * are pure. What may not come in: the order of frames, and how late they are: that is `src/watch`.
 *
 * @module
 */
export * as Cmaf from "./cmaf/index.ts";
export { formatOf } from "./format.ts";
export type { Copyable, Format, FrameInfo, MediaFrame } from "./frame.ts";
export * as Legacy from "./legacy.ts";
export * as Loc from "./loc.ts";
