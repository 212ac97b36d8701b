/** Waiting for what will be, where there is no test runner to do it. */
import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL_MS = 25;
const PATIENCE_MS = 30_000;

/** What `look` gives, once it gives something; it is asked until then. Throws after half a minute. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  intervalMs = INTERVAL_MS,
): Promise<T> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > endMs) throw new Error(`waited ${PATIENCE_MS / 1000} s in vain until ${what}`);
    await sleep(intervalMs);
  }
}
