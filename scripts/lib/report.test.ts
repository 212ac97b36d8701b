import { expect, test } from "vitest";
import { createReporter, duration, PlainError, step } from "./report.mjs";

const spec = { id: "x", title: "thing", why: "needed for the test", takes: "no time" };

function gathering(json: boolean) {
  let text = "";
  const out = {
    write: (more: string) => {
      text += more;
    },
  };
  return { report: createReporter({ json, out }), text: () => text };
}

test("a step that is there is not done again", async () => {
  const { report, text } = gathering(false);
  const value = await step(
    report,
    spec,
    () => ({ value: 3, note: "up to date" }),
    async () => ({ value: 4 }),
  );
  expect(value).toBe(3);
  expect(text()).toBe("✓ thing: up to date\n");
});

test("a step that is missing says what it is, what for, how long it takes and how long it took", async () => {
  const { report, text } = gathering(false);
  const value = await step(
    report,
    spec,
    () => undefined,
    async () => ({ value: 4, note: "built" }),
  );
  expect(value).toBe(4);
  expect(text()).toMatch(/^• thing: needed for the test \(no time\)\n✓ thing: built, in \d+\.\d s\n$/);
});

test("as JSON each line is one object, a failure too", async () => {
  const { report, text } = gathering(true);
  const failing = step(
    report,
    spec,
    () => undefined,
    async () => {
      throw new PlainError("No. Do this.", { lines: ["error: x"], logFile: "x.log" });
    },
  );
  await failing.catch(report.failure);
  const events = text()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events).toMatchObject([
    { event: "step", step: "x", state: "running", why: spec.why },
    { event: "step", step: "x", state: "failed" },
    { event: "failed", message: "No. Do this.", lines: ["error: x"], log: "x.log" },
  ]);
});

test("no failure is told as a stack trace", () => {
  const { report, text } = gathering(false);
  report.failure(new TypeError("x is not a function"));
  expect(text()).toContain("x is not a function");
  expect(text()).not.toMatch(/^\s+at /m);
});

test.each([
  [4100, "4.1 s"],
  [280_000, "4 min 40 s"],
])("%d ms reads as %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});
