/**
 * The boxes of ISO base media (ISO/IEC 14496-12), apart from what is in them.
 *
 * The library that reads their fields trusts sizes and counts: over a box that says it is 0 bytes long, of 64
 * bits, it goes on for ever. So boxes are found here, and it is handed one at a time.
 */
import { IsoBoxReadView } from "@svta/cml-iso-bmff";
import { FormatError } from "../../../error.ts";

/** Boxes beside one another at most; far more than any segment has. */
const BOXES_MAX = 1024;

/** A box, as views into the bytes that it was found in. */
export interface Box {
  /** Four characters. */
  type: string;
  /** Where it begins in the bytes that were given. */
  start: number;
  /** Where its body begins there. */
  bodyStart: number;
  body: Uint8Array;
}

/** The boxes that fill `bytes`. Throws a `FormatError` where they do not. */
export function boxesIn(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  for (let start = 0; start < bytes.byteLength; ) {
    if (boxes.length === BOXES_MAX)
      throw new FormatError("too-large", `there are more than ${BOXES_MAX} boxes beside one another`);
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
    const { size, header } = readSize(view);
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (size < header) throw new FormatError("malformed", "a box is smaller than its header");
    if (size > view.byteLength)
      throw new FormatError("truncated", `a box of ${size} bytes ends after ${view.byteLength} of them`);
    const bodyStart = start + header;
    boxes.push({ type, start, bodyStart, body: bytes.subarray(bodyStart, start + size) });
    start += size;
  }
  return boxes;
}

/** The size of the whole box, and of its header. */
function readSize(view: DataView): { size: number; header: number } {
  if (view.byteLength < 8) throw new FormatError("truncated", "the bytes end within a box's header");
  const size = view.getUint32(0);
  // 0: to the end of what there is.
  if (size === 0) return { size: view.byteLength, header: 8 };
  if (size !== 1) return { size, header: 8 };
  if (view.byteLength < 16) throw new FormatError("truncated", "the bytes end within a box's header");
  return { size: Number(view.getBigUint64(8)), header: 16 };
}

/** The first of a type. */
export function find(boxes: Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}

/** The first of a type, by way of the boxes that hold it. Throws where it is not there. */
export function findIn(bytes: Uint8Array, ...path: string[]): Box {
  let found: Box | undefined;
  let body = bytes;
  for (const type of path) {
    found = find(boxesIn(body), type);
    if (!found) throw new FormatError("malformed", `there is no box ${path.join(" > ")}`);
    body = found.body;
  }
  if (!found) throw new FormatError("malformed", "no box is asked for");
  return found;
}

/** The fields of a box. Throws a `FormatError` where it ends before them. */
export function fields<T>(box: Box, read: (view: IsoBoxReadView) => T): T {
  // A copy: the library reads from the start of a buffer.
  const body = box.body.slice();
  try {
    return read(new IsoBoxReadView(body.buffer, {}));
  } catch (cause) {
    throw new FormatError("truncated", `the box ${box.type} ends before its fields do`, { cause });
  }
}

/** A box with what is in it: bytes, or boxes that the library has written. */
export function makeBox(type: string, ...parts: ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  const header = 8;
  const box = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, header));
  new DataView(box.buffer).setUint32(0, box.byteLength);
  box.set(new TextEncoder().encode(type), 4);
  let offset = header;
  for (const part of parts) {
    box.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return box;
}
