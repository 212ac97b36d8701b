/** Samples of the last minutes, in columns: rings of numbers. */
import type { StatsReport } from "./report.ts";
import type { Sample, StatsHistory } from "./types.ts";

/** Samples that are kept: five minutes at four a second. */
export const SAMPLES_MAX = 1_200;

/** Digits behind the point that are worth telling. */
const DIGITS = 2;

export interface HistoryOptions<F extends string> {
  kind: StatsReport["kind"];
  /** The game's name. */
  game: string;
  figures: readonly F[];
  /** How many samples are kept; {@link SAMPLES_MAX} if not given. */
  capacity?: number;
  /** A clock in milliseconds that does not go back. */
  now?: () => number;
}

/** Keeps samples, and forgets the oldest. */
export class FigureHistory<F extends string> implements StatsHistory<F> {
  readonly figures: readonly F[];
  #options: HistoryOptions<F>;
  #capacity: number;
  #now: () => number;
  #startedMs: number;
  #seconds: Float64Array;
  #columns = new Map<F, Float64Array>();
  /** Samples in all, those that are forgotten among them. */
  #count = 0;

  constructor(options: HistoryOptions<F>) {
    const { figures, capacity = SAMPLES_MAX, now = () => performance.now() } = options;
    this.#options = options;
    this.figures = figures;
    this.#capacity = capacity;
    this.#now = now;
    this.#startedMs = now();
    this.#seconds = new Float64Array(capacity);
    for (const figure of figures) this.#columns.set(figure, new Float64Array(capacity));
  }

  get length(): number {
    return Math.min(this.#count, this.#capacity);
  }

  /** Takes a sample, as of now. */
  push(sample: Sample<F>): void {
    const index = this.#count % this.#capacity;
    this.#seconds[index] = (this.#now() - this.#startedMs) / 1000;
    for (const [figure, column] of this.#columns) column[index] = sample[figure] ?? Number.NaN;
    this.#count++;
  }

  seconds(): Float64Array {
    return this.#inOrder(this.#seconds);
  }

  column(figure: F): Float64Array {
    const column = this.#columns.get(figure);
    return column ? this.#inOrder(column) : new Float64Array();
  }

  newest(figure: F): number {
    const column = this.#columns.get(figure);
    for (let back = 1; column && back <= this.length; back++) {
      const value = column[(this.#count - back) % this.#capacity];
      if (value !== undefined && Number.isFinite(value)) return value;
    }
    return Number.NaN;
  }

  report(): string {
    const { kind, game } = this.#options;
    const figures = this.figures.map((figure) => [figure, Array.from(this.column(figure), round)]);
    const report: StatsReport = {
      format: "moq-arcade-statistics",
      version: 1,
      kind,
      game,
      copied: new Date().toISOString(),
      seconds: Array.from(this.seconds(), (value) => round(value) ?? 0),
      figures: Object.fromEntries(figures),
    };
    return JSON.stringify(report);
  }

  #inOrder(ring: Float64Array): Float64Array {
    if (this.#count <= this.#capacity) return ring.slice(0, this.#count);
    const first = this.#count % this.#capacity;
    const ordered = new Float64Array(this.#capacity);
    ordered.set(ring.subarray(first));
    ordered.set(ring.subarray(0, first), this.#capacity - first);
    return ordered;
  }
}

/** JSON has no `NaN`. */
function round(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(DIGITS)) : null;
}
