/** Names to propose for games. */

/** What a name is made of a title: small letters, digits and hyphens, at most 32; "game" if none are left. */
export function slug(title: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32)
    .replace(/^-+|-+$/g, "");
  return plain || "game";
}

/** Letters and digits that are not taken for each other. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

function randomLetters(count: number): string {
  const random = crypto.getRandomValues(new Uint8Array(count));
  return [...random].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** A name for a game of this title that hardly anyone else has. */
export function suggestName(title: string): string {
  return `${slug(title)}-${randomLetters(4)}`;
}

/** A name that relays do not announce, and that nobody guesses: for a game that is found by its link alone. */
export function suggestHiddenName(title: string): string {
  return `.${slug(title)}-${randomLetters(8)}`;
}

/** A file's name without what tells its kind. */
export function titleOfFile(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, "") || fileName;
}
