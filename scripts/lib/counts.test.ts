import { expect, test } from "vitest";
import { cargoCounts, clipCounts, settled, table, vitestCounts } from "./counts.mjs";

test("cargo's result lines add up over all its test programs", () => {
  const lines = [
    "running 3 tests",
    "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
  ];
  expect(cargoCounts(lines)).toEqual({ passed: 5, failed: 4, skipped: 1 });
});

test("each clip that is verified counts, and one that cannot be played has failed", () => {
  const lines = ["✓ a.mqclip  60 frames, 1 s of play", "clips: 3 exact, 1 diverged, 2 unplayable"];
  expect(clipCounts(lines)).toEqual({ passed: 3, failed: 3, skipped: 0 });
  expect(clipCounts(["There is no clip (.mqclip) in ."])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("a vitest file that could not be loaded is one failure", () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "passed", assertionResults: [{}] },
      { status: "failed", assertionResults: [{}] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test("a runner that fails without a failed test still counts as a failure", () => {
  expect(settled({ passed: 9, failed: 0, skipped: 0 }, false).failed).toBe(1);
  expect(settled({ passed: 9, failed: 3, skipped: 0 }, false).failed).toBe(3);
  expect(settled({ passed: 9, failed: 0, skipped: 0 }, true).failed).toBe(0);
});

test("the table ends with the counts, alone on the last line", () => {
  const rows = [
    { name: "lint", counts: { passed: 1, failed: 0, skipped: 0 }, ms: 1200 },
    { name: "vitest", counts: { passed: 40, failed: 2, skipped: 3 }, ms: 61_000 },
  ];
  expect(table(rows).split("\n").at(-1)).toBe("41 passed, 2 failed");
});
