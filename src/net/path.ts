/**
 * Broadcast paths: parts joined by single slashes, with none at either end. All of them are relative.
 *
 * @module
 */

/** A path in its normal form. */
export type Valid = string & { __brand: "Name" };

/** How many parts a path may have: moq-transport's limit for a namespace tuple. */
export const MAX_PARTS = 32;

/** Builds a path from one or more pieces; slashes that mean nothing go. */
export function from(...paths: string[]): Valid {
  return paths.flatMap(split).join("/") as Valid;
}

/** The parts of a path; the empty path has none. */
export function parts(path: Valid): string[] {
  return split(path);
}

/** The empty path, a prefix of every path. */
export function empty(): Valid {
  return "" as Valid;
}

/** Joins two paths. */
export function join(path: Valid, other: Valid): Valid {
  if (!path) return other;
  return (other ? `${path}/${other}` : path) as Valid;
}

/** Whether `prefix` is `path` or one of its ancestors: `foo` is no prefix of `foobar`. */
export function hasPrefix(prefix: Valid, path: Valid): boolean {
  return prefix === "" || path === prefix || path.startsWith(`${prefix}/`);
}

/** What is left of `path` behind `prefix`, or null if it is no prefix. */
export function stripPrefix(prefix: Valid, path: Valid): Valid | null {
  if (!hasPrefix(prefix, path)) return null;
  if (prefix === "") return path;
  return path.slice(prefix.length + 1) as Valid;
}

/** A path that came from outside. Throws where it has more than {@link MAX_PARTS} parts. */
export function decode(raw: string): Valid {
  const pieces = split(raw);
  if (pieces.length > MAX_PARTS)
    throw new Error(`path has ${pieces.length} parts, at most ${MAX_PARTS} may be`);
  return pieces.join("/") as Valid;
}

/** A path on its way out. Throws as {@link decode} does. */
export function encode(path: Valid): Valid {
  return decode(path);
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}
