/**
 * JSON merge patches: RFC 7396.
 */

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Applies a patch; neither argument is changed. */
export function merge(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map<string, Json>(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  // By way of entries: a key such as `__proto__` is then data like any other.
  return Object.fromEntries(result);
}

/**
 * The patch that makes `to` of `from`, or `undefined` where there is none: a patch cannot set a member to
 * null, nor change what is no object piece by piece.
 */
export function diff(from: Json, to: Json): Json | undefined {
  if (!isObject(from) || !isObject(to)) return undefined;
  const patch: [string, Json][] = [];
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch.push([key, null]);
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (before !== undefined && equal(before, value)) continue;
    if (holdsNull(value)) return undefined;
    const inner = before !== undefined && isObject(before) && isObject(value) ? diff(before, value) : value;
    if (inner === undefined) return undefined;
    patch.push([key, inner]);
  }
  return Object.fromEntries(patch);
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

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a member of this value is null: a patch would take it for a removal. Arrays go whole. */
function holdsNull(value: Json): boolean {
  if (value === null) return true;
  return isObject(value) && Object.values(value).some(holdsNull);
}
