import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { stoppable } from "./stopping.ts";

const at = (path: string) => new URL(path, import.meta.url).href;

/** A program that runs a child which never ends; it says the child's process id, and what became of the child. */
const PROGRAM = `
const { stoppable } = await import(${JSON.stringify(at("./stopping.ts"))});
const { endAll, start } = await import(${JSON.stringify(at("../../scripts/lib/children.mjs"))});
const work = async () => {
  const { child, ended } = start(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  console.log(child.pid);
  await ended;
  console.log("cleared up");
  throw new Error("it was broken off");
};
await stoppable(work, endAll).catch(() => console.log("told as a failure"));
`;

test.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s ends what was being built, and then the program",
  { timeout: 60_000 },
  async ([name, code]) => {
    const program = spawn(process.execPath, ["--input-type=module", "-e", PROGRAM]);
    let said = "";
    program.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
    await once(program.stdout, "data");
    program.kill(name);
    expect(await once(program, "close")).toEqual([code, null]);
    expect(said).toMatch(/^\d+\ncleared up\n$/);
    expect(() => process.kill(Number.parseInt(said, 10), 0)).toThrow(/ESRCH/);
  },
);

test("work that nobody stops fails as it does, and signals are left as they were", async () => {
  const before = process.listenerCount("SIGINT");
  const failing = stoppable(
    () => Promise.reject(new Error("no")),
    async () => {},
  );
  await expect(failing).rejects.toThrow("no");
  expect(process.listenerCount("SIGINT")).toBe(before);
});
