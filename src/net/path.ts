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
  return path === "" ? [] : path.split("/");
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
  return encode(from(raw));
}

/** A path on its way out. Throws as {@link decode} does. */
export function encode(path: Valid): Valid {
  const { length } = parts(path);
  if (length > MAX_PARTS) throw new Error(`path exceeds ${MAX_PARTS} parts: it has ${length}`);
  return path;
}

/**
 * The normal form of a relative reference: empty and `.` parts go, `..` stays. One of `.` parts alone is
 * `.`, since that names the base's parent while the empty reference names the base.
 */
export function normalizeRelative(rel: string): string {
  const pieces = rel.split("/");
  const kept = pieces.filter((piece) => piece !== "" && piece !== ".");
  if (kept.length > 0) return kept.join("/");
  return pieces.includes(".") ? "." : "";
}

/**
 * Where a relative reference leads from `base`, as a relative URL would: it replaces the last part of the
 * base; the empty one is the base itself. `..` above the root stays at the root.
 */
export function resolve(base: Valid, rel: string): Valid {
  return walk(base, rel).path;
}

/** As {@link resolve}, but `undefined` where the reference leads above the root. For what others wrote. */
export function tryResolve(base: Valid, rel: string): Valid | undefined {
  const { path, escaped } = walk(base, rel);
  return escaped ? undefined : path;
}

/**
 * The reference that {@link resolve} takes from `base` to `target`; it never leads above the root.
 * `undefined` where there is none: a part that is named `.` or `..` cannot be written in a reference.
 */
export function relative(target: Valid, base: Valid): string | undefined {
  if (target === base) return "";
  // A reference is read from the base's parent.
  const from = parts(base).slice(0, -1);
  const to = parts(target);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  const down = to.slice(shared);
  if (down.includes(".") || down.includes("..")) return undefined;
  const steps = [...from.slice(shared).map(() => ".."), ...down];
  return steps.length > 0 ? steps.join("/") : ".";
}

function walk(base: Valid, rel: string): { path: Valid; escaped: boolean } {
  if (rel === "") return { path: base, escaped: false };
  const walked = parts(base).slice(0, -1);
  let escaped = false;
  for (const piece of rel.split("/")) {
    if (piece === "" || piece === ".") continue;
    if (piece !== "..") walked.push(piece);
    else if (walked.pop() === undefined) escaped = true;
  }
  return { path: walked.join("/") as Valid, escaped };
}

function split(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}
