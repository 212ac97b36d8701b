/**
 * Counts of tests, out of what the runners report.
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export const none = () => ({ passed: 0, failed: 0, skipped: 0 });

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  const total = none();
  for (const { passed, failed, skipped } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/**
 * Adds up the `test result:` lines of `cargo test`.
 * @param {string[]} lines without colours
 * @returns {Counts}
 */
export function cargoCounts(lines) {
  return sum(
    lines.flatMap((line) => {
      const found = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
      return found ? [{ passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) }] : [];
    }),
  );
}

/**
 * Reads the closing line of `moq-arcade verify`.
 * @param {string[]} lines without colours
 * @returns {Counts} none where there is no such line
 */
export function clipCounts(lines) {
  const found = lines
    .map((line) => /^clips: (\d+) exact, (\d+) diverged, (\d+) unplayable$/.exec(line))
    .find((match) => match !== null);
  if (!found) return none();
  return { passed: Number(found[1]), failed: Number(found[2]) + Number(found[3]), skipped: 0 };
}

/**
 * @param {string} text what vitest's json reporter wrote
 * @returns {Counts} a file that could not even be loaded counts as one failure
 */
export function vitestCounts(text) {
  const report = JSON.parse(text);
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * A stage whose runner failed has at least one failure, whatever it managed to count.
 * @param {Counts} counts
 * @param {boolean} ok whether the runner ended well
 * @returns {Counts}
 */
export const settled = (counts, ok) => (ok || counts.failed > 0 ? counts : { ...counts, failed: 1 });

/**
 * @typedef {{ name: string, counts: Counts, ms: number, note?: string }} Row
 */

/**
 * The closing table and, as its last line, the counts.
 * @param {Row[]} rows
 * @returns {string}
 */
export function table(rows) {
  const total = sum(rows.map(({ counts }) => counts));
  const lines = rows.map(({ name, counts, ms, note }) => {
    const cells = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(8));
    const seconds = `${(ms / 1000).toFixed(1)} s`.padStart(11);
    return `${counts.failed > 0 ? "✗" : "✓"} ${name.padEnd(14)}${cells.join("")}${seconds}${note ? `  ${note}` : ""}`;
  });
  const head = `  ${"stage".padEnd(14)}${["passed", "failed", "skipped"].map((cell) => cell.padStart(8)).join("")}${"time".padStart(11)}`;
  return [head, ...lines, "", `${total.passed} passed, ${total.failed} failed`].join("\n");
}
