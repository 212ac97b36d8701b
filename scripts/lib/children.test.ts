import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { end, offline, run, start } from "./children.mjs";

const node = process.execPath;
const scratch = mkdtempSync(join(tmpdir(), "children-"));

test("a failed command is a sentence, with its last lines and its whole log", async () => {
  const logFile = join(scratch, "failed.log");
  const code =
    "for (let i = 0; i < 100; i++) console.log('line ' + i); console.error('no such thing'); process.exit(3)";
  const failing = run(node, ["-e", code], { logFile, failure: "It did not build." });
  await expect(failing).rejects.toMatchObject({ name: "PlainError", message: "It did not build.", logFile });
  const { lines } = await failing.catch((error) => error);
  expect(lines).toHaveLength(20);
  expect(lines).toContain("no such thing");
  expect(readFileSync(logFile, "utf8")).toContain("line 0\n");
});

test("a command that does not exist is a sentence too", async () => {
  await expect(run("no-such-command-here", [])).rejects.toThrow(/no-such-command-here failed/);
});

test("colours are kept for the screen and left out of the log", async () => {
  const logFile = join(scratch, "colours.log");
  const seen: string[] = [];
  const code = "process.stdout.write('\\x1b[31mred\\x1b[0m\\rover\\n')";
  await run(node, ["-e", code], { logFile, onLine: (line) => seen.push(line) });
  expect(seen).toEqual(["\x1b[31mred\x1b[0m", "over"]);
  expect(readFileSync(logFile, "utf8")).toBe("red\nover\n");
});

const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

test.each([
  ["even where both ignore the request", "process.on('SIGTERM', () => {});"],
  ["even where only the latter ignores the request", ""],
])(
  "ending a process ends what it started, %s",
  async (_, parent) => {
    const stubborn = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
    const code = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' }); ${parent} console.log(process.pid); setInterval(() => {}, 1000)`;
    const pids: number[] = [];
    const { child, ended } = start(node, ["-e", code], { onLine: (line) => pids.push(Number(line)) });
    await expect.poll(() => pids.length).toBe(2);
    await end(child);
    await ended;
    await expect.poll(() => pids.every(gone), { timeout: 5000 }).toBe(true);
  },
  20_000,
);

test.each([
  ["warning: spurious network error (3 tries remaining): [6] Could not resolve hostname", true],
  ["npm error network request to the registry failed, reason: getaddrinfo ENOTFOUND", true],
  ["error[E0432]: unresolved import `moq_net::nothing`", false],
])("%s: offline is %s", (line, expected) => {
  expect(offline([line])).toBe(expected);
});
