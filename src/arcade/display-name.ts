/** What players call themselves. */
import { HOST_PLAYER } from "./name.ts";

/** The longest display name, in characters. */
export const DISPLAY_NAME_MAX_LENGTH = 24;

/** What pages call others by themselves: nobody is to be taken for the host, or for the one who looks. */
const RESERVED = new Set([HOST_PLAYER, "you"]);

/**
 * A name as it can be shown: one line of text, without what is not seen (control characters, those that turn the
 * direction of writing) and without towers of accents, at most {@link DISPLAY_NAME_MAX_LENGTH} characters.
 *
 * @returns nothing where no name is left, or one that would be taken for somebody else's. What is given is not changed
 * by being given back.
 */
export function cleanDisplayName(text: string): string | undefined {
  const plain = text
    // Breaks are spaces before they are control characters.
    .replace(/\s+/gu, " ")
    .replace(/\p{C}+/gu, "")
    .normalize("NFC")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1");
  const name = [...plain.replace(/ +/g, " ").trim()].slice(0, DISPLAY_NAME_MAX_LENGTH).join("").trim();
  return name === "" || RESERVED.has(name.toLowerCase()) ? undefined : name;
}
