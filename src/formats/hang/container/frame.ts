/** What the containers have in common. */

/** A frame of a codec's bitstream. */
export interface MediaFrame {
  /** When it is presented, in microseconds. Whole; below 0 in CMAF alone. */
  timestampUs: number;
  /** A view into what was decoded: valid as long as that is. */
  data: Uint8Array;
  /** Whether it can be decoded by itself; not said by every container, where the first of a group can. */
  keyframe?: boolean;
  /** How long it is presented, in microseconds, where the container says so. */
  durationUs?: number;
}

/** Something that can copy its bytes out, such as a WebCodecs chunk. */
export interface Copyable {
  readonly byteLength: number;
  copyTo(target: Uint8Array<ArrayBuffer>): void;
}

/** What a frame is written with. */
export interface FrameInfo {
  /** Microseconds, whole, from 0 on. */
  timestampUs: number;
  keyframe: boolean;
  /** Microseconds; 0 where it is not known. Written by CMAF alone. */
  durationUs?: number;
  /** The number of the fragment. Written by CMAF alone. */
  sequence?: number;
}

/** How the frames of a track are laid out. */
export interface Format {
  /** The payload of a frame, in a buffer of its own. Throws a `FormatError` for a time that it has no bytes for. */
  encode(data: Copyable | Uint8Array, info: FrameInfo): Uint8Array<ArrayBuffer>;
  /** The frames in a payload; none where it only marks a time. Throws a `FormatError`, and nothing else. */
  decode(payload: Uint8Array): MediaFrame[];
}

/** Puts a frame's bytes where they belong. */
export function copyInto(target: Uint8Array<ArrayBuffer>, data: Copyable | Uint8Array): void {
  if (data instanceof Uint8Array) target.set(data);
  else data.copyTo(target);
}
