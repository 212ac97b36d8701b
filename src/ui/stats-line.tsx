import { For, type JSX, Show } from "solid-js";
import type { HostStats, PlayStats } from "../arcade/types.ts";

/** The middle one of some values, `undefined` of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return (upper + (sorted[middle - 1] ?? upper)) / 2;
}

const milliseconds = (value: number | undefined, digits = 0) =>
  value === undefined ? "–" : `${value.toFixed(digits)} ms`;

interface Figure {
  label: string;
  /** Tracked. */
  value: () => string;
}

/** Each figure is a text node of its own: only those that differ are written. */
function Figures(props: {
  figures: readonly Figure[];
  label: string;
  /** Shows more of them, where there is more. */
  onMore?: (() => void) | undefined;
}): JSX.Element {
  const figures = () => (
    <dl class="stats" aria-label={props.label}>
      <For each={props.figures}>
        {(figure) => (
          <div class="stat">
            <dt>{figure.label}</dt>
            <dd>{figure.value()}</dd>
          </div>
        )}
      </For>
    </dl>
  );
  return (
    <Show when={props.onMore} fallback={figures()}>
      {(onMore) => (
        <div class="stats-with-more">
          {figures()}
          <button type="button" class="stats-more" onClick={() => onMore()()}>
            Plots
          </button>
        </div>
      )}
    </Show>
  );
}

/** How a game that is watched comes through. */
export function PlayStatsLine(props: { stats: PlayStats; onMore?: () => void }): JSX.Element {
  return (
    <Figures
      label="Statistics"
      onMore={props.onMore}
      figures={[
        { label: "frames/s", value: () => props.stats.framesPerSecond.toFixed(1) },
        { label: "input to picture", value: () => milliseconds(median(props.stats.inputLatencyMs)) },
        { label: "picture buffer", value: () => milliseconds(props.stats.jitterMs) },
        { label: "sound buffer", value: () => milliseconds(props.stats.audioBufferMs) },
        { label: "sound gaps", value: () => String(props.stats.audioUnderruns) },
      ]}
    />
  );
}

/** Figures of a broadcast that is watched. */
export interface WatchFigures {
  framesPerSecond: number;
  /** Milliseconds. */
  targetMs: number;
  actualMs: number;
  audioBufferMs: number;
  audioUnderruns: number;
}

/** How a broadcast that is watched comes through. */
export function WatchStatsLine(props: { stats: WatchFigures; playing: string | undefined }): JSX.Element {
  return (
    <Figures
      label="Statistics"
      figures={[
        { label: "rendition", value: () => props.playing ?? "–" },
        { label: "frames/s", value: () => props.stats.framesPerSecond.toFixed(1) },
        { label: "delay", value: () => milliseconds(props.stats.actualMs) },
        { label: "aimed at", value: () => milliseconds(props.stats.targetMs) },
        { label: "sound buffer", value: () => milliseconds(props.stats.audioBufferMs) },
        { label: "sound gaps", value: () => String(props.stats.audioUnderruns) },
      ]}
    />
  );
}

/** What hosting costs, and for whom. */
export function HostStatsLine(props: { stats: HostStats; onMore?: () => void }): JSX.Element {
  return (
    <Figures
      label="Statistics"
      onMore={props.onMore}
      figures={[
        { label: "watching", value: () => String(props.stats.viewers) },
        { label: "frames/s", value: () => props.stats.framesPerSecond.toFixed(1) },
        { label: "emulation", value: () => milliseconds(props.stats.emulationMs, 1) },
        { label: "encoding", value: () => milliseconds(props.stats.encodeMs, 1) },
        { label: "encoded", value: () => props.stats.encoding.join(", ") || "nothing" },
        { label: "upload", value: () => `${Math.round(props.stats.uploadBitsPerSecond / 1000)} kbit/s` },
        { label: "dropped commands", value: () => String(props.stats.droppedCommands) },
      ]}
    />
  );
}
