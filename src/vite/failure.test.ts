import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PlainError } from "../../scripts/lib/report.mjs";
import { buildFailure, compilerErrors, failurePayload, failureText } from "./failure.ts";

/** As cargo's log has it: no empty lines. */
const LOG = `   Compiling boytacean v0.13.2
   Compiling gameboy-core v0.1.0 (/staged/emulator/core/gameboy)
warning: unused variable: \`spare\`
 --> emulator/core/gameboy/src/lib.rs:7:9
  |
7 |     let spare = 1;
  |         ^^^^^ help: if this is intentional, prefix it with an underscore
error[E0425]: cannot find value \`nothing\` in this scope
  --> emulator/core/gameboy/src/machine.rs:12:5
   |
12 |     nothing
   |     ^^^^^^^ not found in this scope
    Building [=====>   ] 1/2
error: expected \`;\`, found \`}\`
  --> emulator/core/gameboy/src/lib.rs:31:14
   |
31 |     let a = 1
   |              ^ help: add \`;\` here
For more information about this error, try \`rustc --explain E0425\`.
warning: \`gameboy-core\` (lib) generated 1 warning
error: could not compile \`gameboy-core\` (lib) due to 2 previous errors; 1 warning emitted`;

function failed(
  sentence = "The emulator core (emulator/core) did not build. The lines above say why; mend that and run the same command again.",
) {
  const logFile = join(mkdtempSync(join(tmpdir(), "failure-")), "core.log");
  writeFileSync(logFile, `${LOG}\n`);
  return new PlainError(sentence, { lines: ["the last line"], logFile });
}

test("of a compiler's log, the errors are shown whole, without warnings and progress", () => {
  const text = compilerErrors(LOG.split("\n")).join("\n");
  expect(text).toContain(
    "error[E0425]: cannot find value `nothing` in this scope\n  --> emulator/core/gameboy/src/machine.rs:12:5",
  );
  expect(text).toContain("   |     ^^^^^^^ not found in this scope\n\nerror: expected `;`");
  expect(text).toContain("could not compile `gameboy-core`");
  expect(text).not.toMatch(/spare|Compiling|Building|generated 1 warning/);
});

test("a flood of errors is cut, and says so", () => {
  const flood = Array.from({ length: 500 }, (_, n) => `error: number ${n}`);
  const shown = compilerErrors(flood);
  expect(shown).toHaveLength(121);
  expect(shown.at(-1)).toMatch(/^… and \d+ lines more$/);
});

test("the overlay gets the compiler's message and the place that it points to", () => {
  const { err } = failurePayload(buildFailure(failed()), "/checkout");
  expect(err.message).toMatch(
    /^The emulator core \(emulator\/core\) did not build\. Mend what the compiler says:\n\nerror\[E0425\]/,
  );
  expect(err.loc).toEqual({ file: "/checkout/emulator/core/gameboy/src/machine.rs", line: 12, column: 5 });
});

test("a failure that is no compiler's is the scripts' own sentence, with its last lines", () => {
  const failure = buildFailure(
    new PlainError("There is no C compiler (cc) on this machine.", { lines: ["cc: not found"] }),
  );
  expect(failureText(failure)).toBe("There is no C compiler (cc) on this machine.\n  cc: not found");
  expect(failurePayload(failure, "/checkout").err.message).toBe(
    "There is no C compiler (cc) on this machine.\n\ncc: not found",
  );
});

test("a failure that the scripts have advice for keeps it, whatever the log holds", () => {
  const failure = buildFailure(failed("This step needs the network and could not reach it."));
  expect(failure.sentence).toBe("This step needs the network and could not reach it.");
  expect(failure.lines).toEqual(["the last line"]);
});
