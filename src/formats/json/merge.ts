/**
 * JSON merge patches: RFC 7396.
 */
import { equal, isObject, type Json } from "./value.ts";

/** Applies a patch; neither argument is changed. A key such as `__proto__` is data like any other. */
export function merge(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map<string, Json>(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  return Object.fromEntries(result);
}

/**
 * The patch that makes `to` of `from`, or `undefined` where there is none that every reader takes: a patch
 * cannot set a member to null, nor change what is no object piece by piece, and not every reader takes
 * `__proto__` in a patch for data.
 */
export function diff(from: Json, to: Json): Json | undefined {
  if (!isObject(from) || !isObject(to)) return undefined;
  const patch: [string, Json][] = [];
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch.push([key, null]);
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (before !== undefined && equal(before, value)) continue;
    const inner = isObject(before) && isObject(value) ? diff(before, value) : whole(value);
    if (inner === undefined) return undefined;
    patch.push([key, inner]);
  }
  if (patch.some(([key]) => key === "__proto__")) return undefined;
  return Object.fromEntries(patch);
}

/** A value as the patch that puts it where there was none, or `undefined` where no patch does. */
function whole(value: Json): Json | undefined {
  return isPatch(value) ? value : undefined;
}

/** Whether a patch leaves this value as it is: a null in it would remove a member. Arrays go whole. */
function isPatch(value: Json): boolean {
  if (!isObject(value)) return value !== null;
  return !Object.hasOwn(value, "__proto__") && Object.values(value).every(isPatch);
}
