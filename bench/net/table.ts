/** The figures for people. */
import { columns, number } from "../columns.ts";
import type { FigureResult, NetResult } from "./result.ts";
import type { EntrantName } from "./rows.ts";

const COLUMNS: [EntrantName, string][] = [
  ["bulk", "ours, bulk"],
  ["calls", "ours, calls"],
  ["npm", "npm"],
];

function figureLine(id: string, { name, unit, entrants, ratios, native }: FigureResult): string[] {
  const cells = COLUMNS.map(([entrant]) => {
    const it = entrants[entrant];
    return it ? `${number(it.median)} (${number(it.min)}–${number(it.max)})` : "";
  });
  const ratio = (which: "bulk" | "calls") => {
    const it = ratios[which];
    return it ? `${it.median.toFixed(2)}×` : "";
  };
  const label = unit === "frames/s" || unit === "" ? name : `${name}, ${unit}`;
  return [id, label, ...cells, ratio("bulk"), ratio("calls"), native === undefined ? "" : number(native)];
}

export function netTable(result: NetResult): string {
  const { machine, load, rows, rounds, seconds, sizes, versions, build } = result;
  const head = ["", "", ...COLUMNS.map(([, title]) => title), "bulk/npm", "calls/npm", "native client"];
  const lines = rows.flatMap(({ id, figures }) =>
    figures.map((figure, at) => figureLine(at === 0 ? id : "", figure)),
  );
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
  const sizeLines = sizes.map(({ name, rawBytes, brotliBytes, budgetBytes }) => [
    name,
    `${kib(brotliBytes)} brotli`,
    `${kib(rawBytes)} raw`,
    budgetBytes === undefined ? "" : `budget ${kib(budgetBytes)}`,
    budgetBytes === undefined ? "" : brotliBytes > budgetBytes ? "OVER" : "within",
  ]);
  const foot = [
    `Medians of ${rounds} rounds of ${seconds} s (least–most). A ratio is how many times as good as npm's ours is`,
    "(for times and costs: npm's divided by ours): the median of the rounds' own.",
    `Ours: ${build}, ${versions.ours}. npm: ${versions.npm}.`,
    `Machine: ${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB, ${machine.system}; Node ${machine.node}, Chromium ${machine.chromium}, commit ${machine.commit}.`,
    `Load average: ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after; the bench itself makes about as much as there are cores.`,
  ];
  return [
    ...(lines.length > 0 ? [columns([head, ...lines])] : []),
    ...(sizeLines.length > 0 ? [columns(sizeLines)] : []),
    foot.join("\n"),
  ].join("\n\n");
}
