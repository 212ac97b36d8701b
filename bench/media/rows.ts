/** What is measured, row by row. */
import type { EntrantName } from "./page/player.ts";
import type { SceneName } from "./page/scene.ts";

export type { EntrantName };

export const ENTRANTS: readonly EntrantName[] = ["ours", "npm"];

/** A figure's name, and its value in one round. */
export type Values = Record<string, number>;

export interface Row {
  /** As `--only` takes it. */
  id: string;
  scene: SceneName;
  /** What both are asked for: "real-time", or milliseconds. */
  latency: string;
  /** What is done: `play` looks and listens, `sound` listens alone, `memory` weighs. */
  kind: "play" | "sound" | "memory";
  /** Minutes, where it is not `--seconds` that counts: such a row runs once, and only where it is asked for. */
  minutes?: number;
}

export const ROWS: readonly Row[] = [
  { id: "360p60", scene: "360p60", latency: "real-time", kind: "play" },
  { id: "360p60-60ms", scene: "360p60", latency: "60", kind: "play" },
  { id: "720p30", scene: "720p30", latency: "real-time", kind: "play" },
  { id: "sound", scene: "360p60", latency: "60", kind: "sound", minutes: 5 },
  { id: "memory", scene: "360p60", latency: "real-time", kind: "memory", minutes: 10 },
];

export interface Figure {
  name: string;
  unit: "ms" | "%" | "1/s" | "1/min" | "ms/min" | "MiB" | "";
  /** Which is better: more, or less. What is neither only informs. */
  better?: "more" | "less";
}

/** In the table's order. A figure that a row does not have is not shown there. */
export const FIGURES: readonly Figure[] = [
  { name: "encode picture p50", unit: "ms" },
  { name: "encode picture p95", unit: "ms" },
  { name: "encode sound p50", unit: "ms" },
  { name: "decode picture p50", unit: "ms", better: "less" },
  { name: "decode picture p95", unit: "ms", better: "less" },
  { name: "decode sound p50", unit: "ms", better: "less" },
  { name: "captured", unit: "1/s" },
  { name: "shown", unit: "%", better: "more" },
  { name: "presentation jitter p95", unit: "ms", better: "less" },
  { name: "capture to picture p50", unit: "ms", better: "less" },
  { name: "capture to picture p99", unit: "ms", better: "less" },
  { name: "sound after picture p50", unit: "ms" },
  { name: "off by at most, 95 %", unit: "ms", better: "less" },
  { name: "captured late p99", unit: "ms" },
  { name: "captured late p99.9", unit: "ms" },
  { name: "gaps in the sound", unit: "1/min", better: "less" },
  { name: "silence in the sound", unit: "ms/min", better: "less" },
  { name: "breaks in the sound", unit: "1/min", better: "less" },
  { name: "underruns of the ring", unit: "1/min" },
  { name: "jitter buffer's target", unit: "ms" },
  { name: "output latency", unit: "ms" },
  { name: "processor, whole browser", unit: "%", better: "less" },
  { name: "processor, drawing of pages", unit: "%", better: "less" },
  { name: "page and Workers, after a minute", unit: "MiB", better: "less" },
  { name: "page and Workers, at the end", unit: "MiB", better: "less" },
  { name: "process, after a minute", unit: "MiB", better: "less" },
  { name: "process, at the end", unit: "MiB", better: "less" },
];
