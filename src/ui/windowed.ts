/** Long lists of which only what is near the screen is on the page: a browser has work with each tile for every frame. */
import { type Accessor, createMemo, createSignal, onCleanup, onMount } from "solid-js";

/** A list of no more is all on the page. */
export const WHOLE_MAX = 60;

/** Above and below the screen, in screens: what is there when it is scrolled to, and what the Tab key leads to. */
const MARGIN = 0.75;

/** Rows come and go in such numbers, so that not every row that is scrolled past is work. */
const ROWS_STEP = 2;

/** How a grid lies on the screen; lengths in CSS pixels. */
export interface Place {
  columns: number;
  /** From one row to the next. Zero before there is any. */
  pitch: number;
  /** Of the grid's upper edge, from that of the screen. */
  top: number;
  screenHeight: number;
}

/** Rows, from the first that is to be there to the first that is not. */
export interface Rows {
  from: number;
  to: number;
}

/** Which rows are near the screen. */
export function rowsNear({ pitch, top, screenHeight }: Omit<Place, "columns">): Rows {
  const step = pitch * ROWS_STEP;
  const margin = screenHeight * MARGIN;
  const from = Math.max(0, Math.floor((-top - margin) / step) * ROWS_STEP);
  return { from, to: Math.max(from, Math.ceil((screenHeight + margin - top) / step) * ROWS_STEP) };
}

export interface Slice {
  /** Places in the list, from the first that is on the page to the first that is not. */
  start: number;
  end: number;
  /** What stands for those before and behind, in CSS pixels. */
  before: number;
  after: number;
}

/** Which of a list are in these rows; of a list that has become shorter than that, the last ones. */
export function sliceOf(
  total: number,
  { columns, pitch }: Pick<Place, "columns" | "pitch">,
  rows: Rows,
): Slice {
  if (total <= WHOLE_MAX) return { start: 0, end: total, before: 0, after: 0 };
  // Nothing has been laid out yet, by which it could be told.
  if (pitch <= 0) return { start: 0, end: WHOLE_MAX, before: 0, after: 0 };
  const all = Math.ceil(total / columns);
  const to = Math.min(rows.to, all);
  const from = Math.min(rows.from, Math.max(0, to - (rows.to - rows.from)));
  return {
    start: from * columns,
    end: Math.min(to * columns, total),
    before: from * pitch,
    after: (all - to) * pitch,
  };
}

export interface Windowed<T> {
  slice: Accessor<Slice>;
  shown: Accessor<readonly T[]>;
  /** Measures a grid, whose rows are all of one height, for as long as the owner lives. */
  attach(grid: HTMLElement): void;
}

export function createWindowed<T>(list: Accessor<readonly T[]>): Windowed<T> {
  const [grid, setGrid] = createSignal({ columns: 1, pitch: 0, from: 0, to: 0 }, { equals: isSame });
  const slice = createMemo(() => sliceOf(list().length, grid(), grid()), undefined, { equals: isSame });
  const shown = createMemo(() => {
    const { start, end } = slice();
    return start === 0 && end === list().length ? list() : list().slice(start, end);
  });

  function attach(element: HTMLElement): void {
    const measure = () => {
      const row = element.firstElementChild?.getBoundingClientRect().height ?? 0;
      if (row === 0) return;
      const { gridTemplateColumns, rowGap } = getComputedStyle(element);
      const pitch = row + (Number.parseFloat(rowGap) || 0);
      const { top } = element.getBoundingClientRect();
      const columns = gridTemplateColumns.split(" ").length;
      setGrid({ columns, pitch, ...rowsNear({ pitch, top, screenHeight: window.innerHeight }) });
    };
    const isLong = () => list().length > WHOLE_MAX;
    const onScroll = () => isLong() && measure();
    onMount(() => {
      const observer = new ResizeObserver(onScroll);
      observer.observe(element);
      // Whatever it is in that scrolls.
      document.addEventListener("scroll", onScroll, { capture: true, passive: true });
      window.addEventListener("resize", onScroll);
      onCleanup(() => {
        observer.disconnect();
        document.removeEventListener("scroll", onScroll, { capture: true });
        window.removeEventListener("resize", onScroll);
      });
    });
  }

  return { slice, shown, attach };
}

function isSame<T extends object>(one: T, other: T): boolean {
  return Object.entries(one).every(([key, value]) => Reflect.get(other, key) === value);
}
