/** Bytes as text: hexadecimal and base64, as catalogs carry them. */
import { FormatError } from "./error.ts";

// Not by one expression for the whole: repeated groups cost stack, and the text may be long.

/** Whether the text is hexadecimal, two digits a byte. */
export const isHex = (text: string): boolean => text.length % 2 === 0 && !/[^0-9a-f]/i.test(text);

/** Whether the text is base64, padded. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/==?$/, ""));
}

/** The bytes of hexadecimal text. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!isHex(text)) throw new FormatError("malformed", "the text is not hexadecimal, two digits a byte");
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Hexadecimal text, lower case. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of base64 text, padded. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!isBase64(text)) throw new FormatError("malformed", "the text is not base64 with its padding");
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Base64 text, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
