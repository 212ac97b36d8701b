import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "./paths.mjs";

const module = (name: string) => JSON.stringify(join(root, "scripts", "lib", `${name}.mjs`));

/** A script that starts a child and waits for it, forever. */
const SCRIPT = `
  const { main } = await import(${module("main")});
  const { start } = await import(${module("children")});
  await main(
    async () => {
      const { child, ended } = start(process.execPath, ["-e", "console.log('up'); setInterval(() => {}, 1000)"], {
        onLine: () => console.log("child " + child.pid),
      });
      await ended;
      return 3;
    },
    { stoppedCode: () => 7, onStopped: () => console.log("goodbye") },
  );
`;

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Runs it in a process group of its own, as a terminal has its jobs. */
async function run(command: string, args: readonly string[]) {
  const started = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const exit = new Promise<number | null>((resolve) => started.once("close", (code) => resolve(code)));
  onTestFinished(() => void started.kill("SIGKILL"));
  let said = "";
  started.stdout.on("data", (data: Buffer) => {
    said += data.toString();
  });
  await expect.poll(() => said, { timeout: 10_000 }).toMatch(/child \d+\n/);
  const { pid = 0 } = started;
  return { pid, exit, said: () => said, child: Number(/child (\d+)/.exec(said)?.[1]) };
}

const script = ["--input-type=module", "-e", SCRIPT];
const quoted = script.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

test.each([
  ["Ctrl-C, which a terminal sends to the whole group", "SIGINT", -1, process.execPath, script],
  ["SIGINT to it alone", "SIGINT", 1, process.execPath, script],
  ["SIGTERM to it alone", "SIGTERM", 1, process.execPath, script],
  [
    // What a shell does for a job that it starts with & in a script.
    "SIGINT where it was started with that ignored",
    "SIGINT",
    1,
    "sh",
    ["-c", `trap '' INT; exec '${process.execPath}' ${quoted}`],
  ],
] as const)("%s ends what it started, and then it says goodbye", async (_, signal, sign, command, args) => {
  const { pid, exit, said, child } = await run(command, args);
  process.kill(sign * pid, signal);
  expect(await exit).toBe(7);
  expect(said()).toMatch(/\ngoodbye\n$/);
  expect(isGone(child)).toBe(true);
});
