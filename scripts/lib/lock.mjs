/**
 * A lock between processes, so that two starts at once build one after the other. A lock whose owner died is taken
 * over; one whose owner is on another machine (a shared home folder) counts as dead when it stops beating.
 */
import { mkdirSync, readFileSync, rmdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";

const BEAT_MS = 2000;
const DEAD_MS = 60_000;
const POLL_MS = 200;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, stale: boolean } | undefined} undefined where nobody holds it
 */
export function holder(file) {
  try {
    const ageMs = Date.now() - statSync(file).mtimeMs;
    const text = readFileSync(file, "utf8");
    const [pid, host] = text.split(" ");
    // Between its creation and its first write a lock is empty for a moment.
    if (!text) return { pid: 0, stale: ageMs > BEAT_MS };
    const gone = host === hostname() && !alive(Number(pid));
    return { pid: Number(pid), stale: gone || ageMs > DEAD_MS };
  } catch {
    return undefined;
  }
}

/** @param {string} file @returns {boolean} whether it is ours now */
function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${hostname()} ${Date.now()}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a stale lock. Only one process may judge and remove at a time, else a second could remove the lock that the
 * first has just taken.
 * @param {string} file
 */
function clear(file) {
  const judge = `${file}.judge`;
  try {
    mkdirSync(judge);
  } catch {
    if (Date.now() - (statSync(judge, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > DEAD_MS)
      rmdirSync(judge);
    return;
  }
  try {
    if (holder(file)?.stale) unlinkSync(file);
  } finally {
    rmdirSync(judge);
  }
}

/**
 * Runs `work` while holding the lock.
 * @template T
 * @param {string} file the lock file
 * @param {() => Promise<T>} work
 * @param {(pid: number) => void} [onWait] called while another process holds it
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const other = holder(file);
    if (other?.stale) {
      clear(file);
      continue;
    }
    if (other) onWait?.(other.pid);
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Somebody removed the cache folder under us; the work itself will say so.
    }
  }, BEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    process.off("exit", release);
    try {
      unlinkSync(file);
    } catch {
      // Removed with the cache folder.
    }
  };
  process.on("exit", release);
  try {
    return await work();
  } finally {
    release();
  }
}
