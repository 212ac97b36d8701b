/**
 * The one door through which state of the arcade enters Solid.
 *
 * @module
 */
import type { Getter } from "@moq/signals";
import { createAccessor } from "@moq/signals/solid";
import { type Accessor, createMemo } from "solid-js";

export { createAccessor };

/** An accessor of a signal that may be replaced by another, or be gone. */
export function createFollowed<T>(signal: Accessor<Getter<T> | undefined>): Accessor<T | undefined> {
  const current = createMemo(() => {
    const followed = signal();
    return followed && createAccessor(followed);
  });
  return createMemo(() => current()?.());
}
