import { ByteReader, ByteWriter, damaged } from "./bytes.ts";
import { appendRun, type Clip, frameCount, type Run } from "./clip.ts";
import { readRuns, writeRuns } from "./file.ts";

/**
 * A clip that is still being recorded, in pieces: a head, which is a clip of no frames, and what goes behind it.
 * docs/wire.md, `replay`.
 */
export interface Piece {
  /** Frames of the clip in front of this piece: one that is missing is noticed. */
  readonly frame: number;
  readonly runs: readonly Run[];
  /** Those that the frames of this piece complete, with the strides that the head names. */
  readonly pictureHashes: readonly number[];
  readonly soundHashes: readonly number[];
}

/** A piece's frames at most. */
const PIECE_MAX_FRAMES = 2 ** 16;

/** The bytes of a piece. The caller's own. */
export function encodePiece(piece: Piece): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  const runs = writeRuns(piece.runs);
  out.varint(piece.frame);
  out.varint(runs.length);
  out.bytes(runs);
  out.varint(piece.pictureHashes.length);
  for (const hash of piece.pictureHashes) out.fixed(hash, 2);
  out.varint(piece.soundHashes.length);
  for (const hash of piece.soundHashes) out.fixed(hash, 4);
  return out.finish();
}

/** @throws {ClipError} `damaged`, `too-large`. */
export function decodePiece(bytes: Uint8Array): Piece {
  const from = new ByteReader(bytes);
  const frame = from.varint();
  const runs = readRuns(from.bytes(from.varint()));
  if (frameCount(runs) > PIECE_MAX_FRAMES) throw damaged();
  const read = (size: 2 | 4) => {
    const length = from.varint();
    if (length * size > from.left) throw damaged();
    return Array.from({ length }, () => from.fixed(size));
  };
  const pictureHashes = read(2);
  const soundHashes = read(4);
  if (from.left > 0) throw damaged();
  return { frame, runs, pictureHashes, soundHashes };
}

/** Puts pieces behind a clip. The clip is left as it is. @throws {ClipError} `damaged` where one is missing. */
export function joinPieces(head: Clip, pieces: readonly Piece[]): Clip {
  const runs: Run[] = [...head.runs];
  let frames = frameCount(runs);
  const pictureHashes = [...head.pictureHashes.values];
  const soundHashes = [...head.soundHashes.values];
  for (const piece of pieces) {
    if (piece.frame !== frames) throw damaged();
    for (const run of piece.runs) {
      appendRun(runs, run);
      frames += run.frames;
    }
    for (const hash of piece.pictureHashes) pictureHashes.push(hash);
    for (const hash of piece.soundHashes) soundHashes.push(hash);
  }
  return {
    ...head,
    runs,
    pictureHashes: { stride: head.pictureHashes.stride, values: Uint32Array.from(pictureHashes) },
    soundHashes: { stride: head.soundHashes.stride, values: Uint32Array.from(soundHashes) },
  };
}

/**
 * Puts clips together that follow each other without a gap, as the groups of a `replay` track do: the first's beginning, and the
 * frames of all. The pictures that the later ones begin with are kept. The strides of all have to be the first's.
 *
 * @param clips at least one, each but the last of as many frames as its strides divide
 */
export function joinClips(clips: readonly [Clip, ...Clip[]]): Clip {
  const [first, ...others] = clips;
  let joined = first;
  for (const other of others) {
    const frame = frameCount(joined.runs);
    joined = joinPieces(joined, [
      {
        frame,
        runs: other.runs,
        pictureHashes: [...other.pictureHashes.values],
        soundHashes: [...other.soundHashes.values],
      },
    ]);
    const moved = <T extends { frame: number }>(one: T): T => ({ ...one, frame: one.frame + frame });
    joined = {
      ...joined,
      pictures: [...joined.pictures, ...other.pictures.map(moved)],
      marks: [...joined.marks, ...other.marks.map(moved)],
    };
  }
  return joined;
}
