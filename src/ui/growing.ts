/** Long lists that are put on the page a piece a frame. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from "solid-js";

/** What is put on the page in one frame at most. */
const STEP = 24;

export interface Growing<T> {
  /** What is on the page: the first of the list, after some frames all of it. */
  shown: Accessor<readonly T[]>;
  /** Begins with the first ones again: for a list that is about to be another one. */
  restart(): void;
}

export function createGrowing<T>(list: Accessor<readonly T[]>): Growing<T> {
  const [limit, setLimit] = createSignal(STEP);
  createEffect(() => {
    if (limit() >= list().length) return;
    const frame = requestAnimationFrame(() => setLimit((before) => before + STEP));
    onCleanup(() => cancelAnimationFrame(frame));
  });
  const shown = createMemo(() => (list().length <= limit() ? list() : list().slice(0, limit())));
  return { shown, restart: () => setLimit(STEP) };
}
