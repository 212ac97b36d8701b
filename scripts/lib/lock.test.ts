import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { start } from "./children.mjs";
import { holder, withLock } from "./lock.mjs";

const scratch = mkdtempSync(join(tmpdir(), "lock-"));
const lockModule = new URL("./lock.mjs", import.meta.url).href;

/** A process of its own that holds the lock while it writes "in" and "out", with time between. */
function worker(lock: string, diary: string) {
  const code = `
    import { withLock } from ${JSON.stringify(lockModule)};
    import { appendFileSync } from "node:fs";
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(diary)}, "in " + process.pid + "\\n");
      await new Promise((resolve) => setTimeout(resolve, 100));
      appendFileSync(${JSON.stringify(diary)}, "out " + process.pid + "\\n");
    });`;
  return start(process.execPath, ["--input-type=module", "-e", code]);
}

test("processes take turns, also in taking over from a dead one", async () => {
  const lock = join(scratch, "turns.lock");
  const diary = join(scratch, "diary");
  const dead = start(process.execPath, ["-e", ""]);
  await dead.ended;
  writeFileSync(lock, `${dead.child.pid} ${hostname()} 0`);
  writeFileSync(diary, "");
  expect(holder(lock)?.stale).toBe(true);
  await Promise.all([1, 2, 3, 4].map(() => worker(lock, diary).ended));
  const lines = readFileSync(diary, "utf8").trim().split("\n");
  expect(lines).toHaveLength(8);
  for (let i = 0; i < 8; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace("in", "out"));
  expect(holder(lock)).toBeUndefined();
}, 30_000);

test("a failure releases the lock", async () => {
  const lock = join(scratch, "failure.lock");
  const failing = withLock(lock, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(holder(lock)).toBeUndefined();
});

test("who waits is told for whom", async () => {
  const lock = join(scratch, "waiting.lock");
  const told: number[] = [];
  let release = () => {};
  const first = withLock(lock, () => new Promise<void>((resolve) => (release = resolve)));
  const second = withLock(
    lock,
    async () => "done",
    (pid) => {
      told.push(pid);
      release();
    },
  );
  await first;
  expect(await second).toBe("done");
  expect(told[0]).toBe(process.pid);
});
