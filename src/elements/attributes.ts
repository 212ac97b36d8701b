/** Attributes of our elements, read so that nothing they may hold can throw: what is not valid is warned of. */

/** Reads an attribute's text; `undefined` where it is none of what it may be. */
export type Read<T> = (text: string) => T | undefined;

/**
 * The value of an attribute, or its fallback where it is absent or not valid; the latter is warned of.
 * @param expected what it may be, for the warning
 */
export function readAttribute<T>(
  element: string,
  name: string,
  text: string | null,
  fallback: T,
  expected: string,
  read: Read<T>,
): T {
  if (text === null) return fallback;
  const value = read(text);
  if (value !== undefined) return value;
  console.warn(
    `${element}: ${name}=${JSON.stringify(text.slice(0, 100))} is not valid: it is ${expected}. Taken as ${
      typeof fallback === "object" ? JSON.stringify(fallback) : fallback
    }.`,
  );
  return fallback;
}

/** Present is true, but for "false" and "0". Never `undefined`. */
export function readBoolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  return word !== "false" && word !== "0";
}

/** A number from `min` to `max`, both included. */
export function readNumber(min: number, max: number): Read<number> {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    return value >= min && value <= max ? value : undefined;
  };
}

/** An address of a relay. */
export function readUrl(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text.trim()) || !URL.canParse(text.trim())) return undefined;
  return new URL(text.trim());
}

/** One of some words. */
export function readWord<T extends string>(words: readonly T[]): Read<T> {
  return (text) => words.find((word) => word === text.trim().toLowerCase());
}
