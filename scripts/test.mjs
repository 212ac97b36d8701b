/**
 * `npm test`: sets up what is missing, then runs every stage, or those named (`npm test -- unit`). All run, even after
 * one has failed. The last line is the counts.
 */
import { none, table } from "./lib/counts.mjs";
import { ensureAll } from "./lib/index.mjs";
import { main } from "./lib/main.mjs";
import { createReporter } from "./lib/report.mjs";
import { chooseStages } from "./lib/stages.mjs";

const report = createReporter();

/** @param {import("./lib/stages.mjs").Stage} stage @returns {Promise<import("./lib/counts.mjs").Row>} */
async function runStage(stage) {
  const startedAt = performance.now();
  const row = (/** @type {import("./lib/stages.mjs").Outcome} */ { counts, note }) => ({
    name: stage.title,
    counts,
    ms: performance.now() - startedAt,
    note,
  });
  report.line(`\n── ${stage.title} ──`);
  try {
    return row(await stage.run(await ensureAll({ only: stage.needs(), report })));
  } catch (error) {
    report.failure(error);
    return row({ ok: false, counts: { ...none(), failed: 1 }, note: "could not run" });
  }
}

await main(async (argv) => {
  const stages = chooseStages(argv);
  const rows = [];
  for (const stage of stages) rows.push(await runStage(stage));
  report.line(`\n${table(rows)}`);
  return rows.some(({ counts }) => counts.failed > 0) ? 1 : 0;
});
