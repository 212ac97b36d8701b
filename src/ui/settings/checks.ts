/**
 * What checks a record that was kept: a few functions in place of zod, which would be a tenth of all that is fetched
 * before the first picture. What they hand on is made anew, of what was asked for alone.
 */

/** Gives the value, or `undefined` where it is not as it should be. */
export type Check<T> = (value: unknown) => T | undefined;

/** What a check gives. */
export type Checked<C> = C extends Check<infer T> ? T : never;

export const flag: Check<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

export const between =
  (least: number, most: number): Check<number> =>
  (value) =>
    typeof value === "number" && value >= least && value <= most ? value : undefined;

export const text =
  (isRight: (text: string) => boolean): Check<string> =>
  (value) =>
    typeof value === "string" && isRight(value) ? value : undefined;

export const oneOf =
  <T extends string | number>(...values: readonly T[]): Check<T> =>
  (value) =>
    values.find((one) => one === value);

/** A list whose every entry is right, and not too long. */
export const list =
  <T>(check: Check<T>, max: number): Check<T[]> =>
  (value) =>
    Array.isArray(value) && value.length <= max ? whole(value.map(check)) : undefined;

/** An object with all of these entries, each right; others are left out. */
export const object =
  <S extends Record<string, unknown>>(shape: { readonly [Name in keyof S]: Check<S[Name]> }): Check<S> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const entries = Object.entries<Check<unknown>>(shape).map(
      ([name, check]) => [name, check(Object.hasOwn(value, name) ? value[name] : undefined)] as const,
    );
    return entries.some(([, entry]) => entry === undefined) ? undefined : (Object.fromEntries(entries) as S);
  };

/** An object with these entries, which are alike. */
export const each = <Name extends string, T>(
  names: readonly Name[],
  check: Check<T>,
): Check<Record<Name, T>> =>
  object(Object.fromEntries(names.map((name) => [name, check])) as Record<Name, Check<T>>);

/** An object with any entries, which are alike, and not too many. */
export const entries =
  <T>(isName: (name: string) => boolean, check: Check<T>, max: number): Check<Record<string, T>> =>
  (value) => {
    if (!isObject(value)) return undefined;
    const names = Object.keys(value);
    if (names.length > max || !names.every(isName)) return undefined;
    const checked = whole(names.map((name) => check(value[name])));
    return checked && Object.fromEntries(checked.map((entry, at) => [names[at], entry]));
  };

/** What is not right, or not there, is as it is by default. */
export const or =
  <T>(check: Check<T>, fallback: T): ((value: unknown) => T) =>
  (value) =>
    check(value) ?? fallback;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function whole<T>(values: (T | undefined)[]): T[] | undefined {
  return values.includes(undefined) ? undefined : (values as T[]);
}
