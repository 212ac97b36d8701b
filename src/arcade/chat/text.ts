/** Text of strangers made fit to be shown among other text. Pure. */

/** The longest line, in UTF-16 units, as an input's `maxlength` counts. */
export const LINE_MAX_LENGTH = 200;

/** The longest name of a speaker that is told. */
export const SPEAKER_MAX_LENGTH = 32;

/** What breaks a line is a space here. */
const BREAKS = /(?:[^\S\ufeff]|\u0085)+/gu;

/**
 * What is not seen and does something to what is: control characters; marks that turn the direction of what follows
 * (U+202A to 202E, 2066 to 2069, 200E, 200F, 061C); what takes no room and joins nothing (U+200B, 2060 to 2064, FEFF, 00AD);
 * annotations and tags. Joiners stay: emoji and Persian are spelt with them.
 */
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** More marks on one letter than any language writes, which reach into the lines above and below. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of plain text, of at most `maxLength` UTF-16 units; empty where nothing is left. Cleaning it again changes nothing.
 */
export function cleanText(text: string, maxLength = LINE_MAX_LENGTH): string {
  // What is longer by far is not looked at: cleaning must not cost more than the line may.
  const whole = text
    .slice(0, 4 * maxLength)
    .toWellFormed()
    .replace(BREAKS, " ")
    .replace(HIDDEN, "");
  const shown = whole.normalize("NFC").replace(PILED_MARKS, "$1");
  return cut(shown.replace(/ {2,}/g, " ").trim(), maxLength);
}

/** Without half a character at its end. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? maxLength - 1 : maxLength).trimEnd();
}
