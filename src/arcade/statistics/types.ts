/** What a page knows of what is measured. */
import type { Getter } from "@moq/signals";
import type { HostFigure, PlayFigure } from "./figures.ts";

export type { HostFigure, PlayFigure } from "./figures.ts";

/** A sample: each figure's value, `NaN` where it was not measured. */
export type Sample<F extends string> = Record<F, number>;
export type PlaySample = Sample<PlayFigure>;
export type HostSample = Sample<HostFigure>;

/** The samples of the last minutes. */
export interface StatsHistory<F extends string> {
  readonly figures: readonly F[];
  /** How many samples there are. */
  readonly length: number;
  /** When each was taken, in seconds since the game was opened, oldest first. The receiver's own. */
  seconds(): Float64Array;
  /** A figure's values, oldest first. The receiver's own. */
  column(figure: F): Float64Array;
  /** Its newest value that was measured; `NaN` where none was. */
  newest(figure: F): number;
  /** All of it as JSON, in the form of docs/statistics.md. */
  report(): string;
}

/** What is measured, and by whom that can be read. */
export interface Measured<F extends string> {
  readonly history: StatsHistory<F>;
  /** Counts the samples: another number for each. */
  readonly sampled: Getter<number>;
}
