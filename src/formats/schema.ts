/** Schemas of the caller's, applied where bytes become values and where values become bytes. */
import { FormatError } from "./error.ts";

/** For what is read: a zod schema, or anything else that gives the value or throws. */
export type Schema<T> = { parse(value: unknown): T } | ((value: unknown) => T);

/** For what is written: the same, or a function from the value to its JSON. */
export type WriteSchema<T> = { parse(value: unknown): unknown } | ((value: T) => unknown);

/** The value as the schema gives it; without a schema, as it is. Throws a `FormatError` where it is refused. */
export function applySchema<V, T>(
  schema: { parse(value: unknown): T } | ((value: V) => T) | undefined,
  value: V,
): T | V {
  if (!schema) return value;
  try {
    return typeof schema === "function" ? schema(value) : schema.parse(value);
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    throw new FormatError("schema", "the value does not fit the schema that was given for it", { cause });
  }
}
