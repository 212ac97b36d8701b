import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test, vi } from "vitest";
import { FigureHistory, PLAY_FIGURES } from "../../arcade/statistics/index.ts";
import { StatsReportSchema } from "../../arcade/statistics/report.ts";
import type { PlayFigure, PlaySample } from "../../arcade/types.ts";
import { tick, watchMutations } from "../testing.ts";
import PlayStatistics from "./play-statistics.tsx";
import { HOST_PLOTS, inUnit, PLAY_PLOTS } from "./plots.ts";

const SAMPLE = Object.fromEntries(PLAY_FIGURES.map((figure, index) => [figure, index])) as PlaySample;

function show() {
  const history = new FigureHistory<PlayFigure>({ kind: "play", game: "pond", figures: PLAY_FIGURES });
  const sampled = new Signal(0);
  const push = (sample: Partial<PlaySample>) => {
    history.push({ ...SAMPLE, ...sample });
    sampled.update((count) => count + 1);
    return tick();
  };
  const onClose = vi.fn();
  const rendered = render(() => <PlayStatistics measured={{ history, sampled }} onClose={onClose} />);
  const value = (plot: string, label: string) => {
    const rows = [...rendered.getByRole("table", { name: plot }).querySelectorAll("tr")];
    return rows.find((row) => row.querySelector("th")?.textContent === label)?.querySelector("td")
      ?.textContent;
  };
  return { ...rendered, push, value, onClose };
}

test("each plot has a table of its newest values, with a dash for what was not measured", async () => {
  const { push, value } = show();
  expect(value("Input to picture", "in all")).toBe("–");
  await push({ inputMs: 41.6, sendMs: 0.24, presentMs: Number.NaN, videoBitsPerSecond: 812_400, players: 3 });
  expect(value("Input to picture", "in all")).toBe("42 ms");
  expect(value("Input to picture", "press to network")).toBe("0.2 ms");
  expect(value("Input to picture", "arrival to picture")).toBe("–");
  expect(value("Received", "video")).toBe("812 kbit/s");
  expect(value("Players", "with the host")).toBe("3");
});

test("of sixty samples, each writes only the texts that differ", async () => {
  const { container, push } = show();
  await push({});
  const mutations = watchMutations(container);
  for (let count = 1; count <= 60; count++) await push({ framesPerSecond: count / 10, framesSkipped: count });
  const records = mutations();
  expect(new Set(records.map(({ type }) => type))).toEqual(new Set(["characterData"]));
  expect(new Set(records.map(({ target }) => target.parentElement)).size).toBe(2);
  expect(records).toHaveLength(120);
});

test("what was measured is copied as JSON; where it cannot be, it says so", async () => {
  const { getByRole, findByText, push } = show();
  await push({ inputMs: 40 });
  const writeText = vi.fn((_: string) => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  fireEvent.click(getByRole("button", { name: "Copy as JSON" }));
  await findByText("Copied as JSON.");
  const report = StatsReportSchema.parse(JSON.parse(writeText.mock.calls[0]?.[0] ?? ""));
  expect(report.figures.inputMs).toEqual([40]);
  writeText.mockRejectedValueOnce(new Error("not allowed"));
  fireEvent.click(getByRole("button", { name: "Copy as JSON" }));
  await findByText("The browser does not let this page copy.");
  vi.unstubAllGlobals();
});

test("every figure that is measured is plotted, and none twice", () => {
  const plotted = PLAY_PLOTS.flatMap(({ figures }) => figures.map(({ figure }) => figure));
  expect([...plotted].sort()).toEqual([...PLAY_FIGURES].sort());
  for (const { figures } of [...PLAY_PLOTS, ...HOST_PLOTS]) expect(figures.length).toBeLessThanOrEqual(4);
  expect(inUnit(Number.POSITIVE_INFINITY, { unit: "ms" })).toBe("–");
});
