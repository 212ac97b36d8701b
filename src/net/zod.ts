/**
 * JSON frames, checked against a schema on their way in and out.
 *
 * @module
 */
import type * as z from "zod/mini";
import type * as Group from "./group.ts";
import type * as Track from "./track.ts";

/** The next JSON frame, checked; `undefined` at the end. Rejects where the frame is not of the schema. */
export async function read<T = unknown>(
  source: Track.Subscriber | Group.Consumer,
  schema: z.ZodMiniType<T>,
): Promise<T | undefined> {
  const value = await source.readJson();
  return value === undefined ? undefined : schema.parse(value);
}

/** Checks a value, then writes it as a JSON frame. Throws, and writes nothing, where it is not of the schema. */
export function write<T = unknown>(
  target: Track.Producer | Group.Producer,
  value: T,
  schema: z.ZodMiniType<T>,
): void {
  target.writeJson(schema.parse(value));
}
