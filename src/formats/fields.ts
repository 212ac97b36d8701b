/** Reading objects field by field: what cannot be read is left out and told of, the rest goes on. */
import type * as z from "zod/mini";

/** Something that could not be read and was left out. */
export interface Problem {
  /** Where: keys from the root on. */
  path: string[];
  message: string;
}

/** An object of which nothing else is known. */
export type Members = { [key: string]: unknown };

/**
 * The value by its schema, without the fields that the schema refuses. `undefined` where one of them is
 * essential, or the value is no object.
 */
export function readFields<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  path: string[],
  problems: Problem[],
  essential: ReadonlySet<string>,
): z.infer<S> | undefined {
  let left = value;
  for (;;) {
    const result = schema.safeParse(left);
    if (result.success) return result.data;
    const refused = new Map(result.error.issues.map((issue) => [issue.path[0], issue.message]));
    for (const [key, message] of refused) {
      if (typeof key !== "string" || essential.has(key) || !isMembers(left) || !Object.hasOwn(left, key)) {
        const where = key === undefined ? "" : `${String(key)}: `;
        problems.push({ path, message: `left out: ${where}${message}` });
        return undefined;
      }
      const { [key]: _, ...others } = left;
      left = others;
      problems.push({ path: [...path, key], message: `left out: ${message}` });
    }
  }
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
