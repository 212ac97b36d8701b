/**
 * Clips: a stretch of a game as a file that can be played again, exactly (docs/clips.md).
 *
 * What may not come in is what may not come into `emulator`: the DOM, a clock, the network, files.
 *
 * - `clip.ts`: what a clip has. `file.ts`: its file form. `pictures.ts`, `bytes.ts`: parts of that.
 * - `recorder.ts`: from a machine to a clip. `player.ts`: from a clip to a machine, with a comparison of each frame.
 * - `pieces.ts`, `piece.ts`: a clip that is still being recorded, as it goes over a track.
 * - `start.ts`: the machine that a clip begins with. `rebase.ts`: a clip from a state made one from power-on.
 * - `hashes.ts`: the hashes of pictures and sound. `error.ts`: what can be wrong with a clip.
 *
 * @module
 */
export {
  appendRun,
  type Clip,
  compactStart,
  frameCount,
  type Hashes,
  type Mark,
  type Picture,
  type Run,
  type Start,
  sliceRuns,
} from "./clip.ts";
export { ClipError, type ClipReason } from "./error.ts";
export {
  CLIP_MAX_BYTES,
  CLIP_MAX_FRAMES,
  decodeClip,
  encodeClip,
  readRuns,
  writeRuns,
} from "./file.ts";
export { pictureHash, soundHash } from "./hashes.ts";
export { decodePiece, encodePiece, joinClips, joinPieces, type Piece } from "./piece.ts";
export { type PieceOptions, PieceRecorder } from "./pieces.ts";
export { ClipPlayer, type Comparison, type Divergence, describe } from "./player.ts";
export { rebaseClip } from "./rebase.ts";
export { ClipRecorder, type ClipRecorderOptions, SOUND_STRIDE } from "./recorder.ts";
export { type ClipParts, startClip } from "./start.ts";
