/** JSON values, and their bytes at the border: UTF-8 text, bounded in size and depth. */
import { FormatError } from "../error.ts";

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What is read and written at most. */
export interface Limits {
  /** The bytes of a frame's text, and about those of a value built from frames. Default {@link MAX_BYTES}. */
  maxBytes?: number;
}

/** How large a frame's text may be where nothing else is said: 4 MiB. */
export const MAX_BYTES: number = 4 * 1024 * 1024;

/** How deep arrays and objects may be nested. Recursion over a value is safe below it. */
export const MAX_DEPTH = 128;

/** The value that a frame's bytes are. Throws a {@link FormatError} where they are none, or beyond the limits. */
export function parseJson(bytes: Uint8Array, maxBytes: number = MAX_BYTES): Json {
  checkSize(bytes.byteLength, maxBytes);
  checkDepth(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Json;
  } catch (cause) {
    throw new FormatError("malformed", "the frame is not JSON in UTF-8", { cause });
  }
}

/** The text of a value, as bytes. Throws a {@link FormatError} where JSON has none for it. */
export function textOf(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new FormatError("unrepresentable", "the value cannot be written as JSON", { cause });
  }
  if (text === undefined)
    throw new FormatError("unrepresentable", `${typeof value} cannot be written as JSON`);
  return text;
}

/** A text as a frame's bytes. What readers would refuse is refused here, where something can be done. */
export function bytesOf(text: string, maxBytes: number = MAX_BYTES): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  checkSize(bytes.byteLength, maxBytes);
  checkDepth(bytes);
  return bytes;
}

/** Whether two values are the same JSON, members in any order. */
export function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i] as Json));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key] as Json, b[key] as Json))
  );
}

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function checkSize(size: number, maxBytes: number): void {
  if (size > maxBytes)
    throw new FormatError("too-large", `the frame has more than ${maxBytes} bytes of JSON`);
}

/** By the text, before anything is built from it. What is no JSON may pass: the parser refuses it. */
function checkDepth(bytes: Uint8Array): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > MAX_DEPTH)
        throw new FormatError("too-deep", `the JSON is nested more than ${MAX_DEPTH} deep`);
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
}
