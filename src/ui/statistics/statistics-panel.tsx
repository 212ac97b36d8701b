import { createEffect, createSignal, For, type JSX, onCleanup, onMount } from "solid-js";
import type { StatsHistory } from "../../arcade/types.ts";
import type { makePlot, Plot } from "./plot.ts";
import { inUnit, PLOTTED_SECONDS, type PlotSpec } from "./plots.ts";

/** Plots are drawn so often at most, in milliseconds: figures change faster than anybody reads a line. */
const DRAW_MS = 500;

/** What the colours depend on. */
const COLOUR_QUERIES = [
  "(prefers-color-scheme: dark)",
  "(prefers-contrast: more)",
  "(forced-colors: active)",
];

type MakePlot = typeof makePlot;

export interface StatisticsPanelProps {
  history: StatsHistory<string>;
  /** Another number for each sample. */
  sampled: number;
  plots: readonly PlotSpec<string>[];
  onClose: () => void;
}

/** What is measured, as plots of the last minutes with the newest values as tables. */
export default function StatisticsPanel(props: StatisticsPanelProps): JSX.Element {
  const [said, setSaid] = createSignal("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.history.report());
      setSaid("Copied as JSON.");
    } catch {
      setSaid("The browser does not let this page copy.");
    }
  }

  return (
    <section class="side-panel statistics" aria-label="Statistics panel">
      <header class="side-head">
        <h2 class="section-title">Statistics</h2>
        <button type="button" class="icon-button" aria-label="Close the statistics" onClick={props.onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true" class="icon icon-line">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is */}
      <div class="statistics-plots" role="group" aria-label={`The last ${PLOTTED_SECONDS / 60} minutes`}>
        <For each={props.plots}>
          {(spec) => <Plotted history={props.history} sampled={props.sampled} spec={spec} />}
        </For>
      </div>
      <footer class="statistics-foot">
        <button type="button" class="statistics-copy" onClick={() => void copy()}>
          Copy as JSON
        </button>
        <p role="status">{said()}</p>
      </footer>
    </section>
  );
}

function Plotted(props: {
  history: StatsHistory<string>;
  sampled: number;
  spec: PlotSpec<string>;
}): JSX.Element {
  const { spec } = props;
  let drawing: HTMLDivElement | undefined;
  const newest = (figure: string, digits: number | undefined) => {
    // What a sample changes is in the history.
    props.sampled;
    return inUnit(props.history.newest(figure), spec, digits);
  };

  createPlot(
    () => drawing,
    () => props.sampled,
    (makePlot, element) => makePlot(element, props.history, spec),
  );

  return (
    <figure class="plotted">
      <figcaption class="plotted-title">{spec.title}</figcaption>
      {/* What is drawn is in the table, as far as it can be read. */}
      <div class="plotted-drawing" ref={drawing} aria-hidden="true" />
      <table class="plotted-values" aria-label={spec.title}>
        <tbody>
          <For each={spec.figures}>
            {({ figure, label, digits }, index) => (
              <tr>
                <th scope="row">
                  <span class="plotted-sign" data-line={index() + 1} aria-hidden="true" />
                  {label}
                </th>
                <td>{newest(figure, digits)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </figure>
  );
}

/** Draws what comes, a few times a second, and in other colours where those change. */
function createPlot(
  element: () => HTMLElement | undefined,
  sampled: () => number,
  make: (makePlot: MakePlot, element: HTMLElement) => Plot,
): void {
  let plot: Plot | undefined;
  let isGone = false;
  let drawnMs = Number.NEGATIVE_INFINITY;
  onCleanup(() => {
    isGone = true;
    plot?.close();
  });
  onMount(async () => {
    // The table says as much where nothing can be drawn, and while the library comes.
    if (typeof CanvasRenderingContext2D === "undefined") return;
    const { makePlot } = await import("./plot.ts");
    const drawing = element();
    if (drawing && !isGone) plot = make(makePlot, drawing);
  });
  createEffect(() => {
    sampled();
    const nowMs = performance.now();
    if (!plot || nowMs - drawnMs < DRAW_MS) return;
    drawnMs = nowMs;
    plot.update();
  });
  for (const query of COLOUR_QUERIES) {
    const media = window.matchMedia?.(query);
    const onChange = () => plot?.redraw();
    media?.addEventListener("change", onChange);
    onCleanup(() => media?.removeEventListener("change", onChange));
  }
}
