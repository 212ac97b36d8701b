/** A small plot of a history, by uPlot. */
import uPlot from "uplot";
import type { StatsHistory } from "../../arcade/types.ts";
import { PLOTTED_SECONDS, type PlotSpec } from "./plots.ts";

const HEIGHT_PX = 84;

/** The least that a plot goes back, in seconds, where there is less than that yet. */
const LEAST_SECONDS = 20;

/** A line that is not told by its colour alone. */
const DASHES: readonly number[][] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** A plot, in the colours that its element has: see statistics.css. */
export interface Plot {
  /** Draws what the history has by now. */
  update(): void;
  /** Draws anew, since colours have changed. */
  redraw(): void;
  /** Idempotent. */
  close(): void;
}

/** Draws into an element; whoever makes it closes it. */
export function makePlot<F extends string>(
  element: HTMLElement,
  history: StatsHistory<F>,
  spec: PlotSpec<F>,
): Plot {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const { per = 1, least } = spec;
  const plot = new uPlot(
    {
      width: Math.max(80, element.clientWidth),
      height: HEIGHT_PX,
      pxAlign: true,
      cursor: { show: false },
      legend: { show: false },
      padding: [6, 4, 6, 0],
      scales: {
        x: {
          time: false,
          range: (_, min, max) => [Math.max(max - PLOTTED_SECONDS, Math.min(min, max - LEAST_SECONDS)), max],
        },
        y: { range: (_, __, max) => [0, Math.max(least, (max ?? 0) * 1.1)] },
      },
      axes: [
        { show: false },
        {
          size: 44,
          space: 28,
          gap: 2,
          font: `11px ${style.fontFamily}`,
          stroke: () => colour("--plot-ink"),
          grid: { stroke: () => colour("--plot-grid"), width: 1 },
          ticks: { show: false },
        },
      ],
      series: [
        {},
        ...spec.figures.map((_, index) => ({
          stroke: () => colour(`--plot-${index + 1}`),
          width: 1.5,
          dash: DASHES[index] ?? [],
          points: { show: false },
          spanGaps: true,
        })),
      ],
    },
    data(),
    element,
  );
  const observer = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: HEIGHT_PX });
  });
  observer.observe(element);
  let isClosed = false;

  function data(): uPlot.AlignedData {
    const columns = spec.figures.map(({ figure }) =>
      Array.from(history.column(figure), (value) => (Number.isFinite(value) ? value / per : null)),
    );
    return [Array.from(history.seconds()), ...columns];
  }

  return {
    update() {
      if (!isClosed) plot.setData(data());
    },
    redraw() {
      if (!isClosed) plot.redraw(false);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      observer.disconnect();
      plot.destroy();
    },
  };
}
