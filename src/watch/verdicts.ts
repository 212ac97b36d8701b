/** What has been found out of renditions: whether they can be played, and when one that failed is worth another try. */
import type { Unplayable } from "./select.ts";

/** How long a rendition that could not be decoded is left alone the first time, in milliseconds; then twice as long. */
const RETRY_MS = 2_000;
const RETRY_MAX_MS = 120_000;

/** Renditions that are remembered: a catalog that names ever new ones does not fill the memory. */
const REMEMBERED_MAX = 512;

/** By {@link renditionKey}: what a decoder depends on. */
export class Verdicts {
  #verdicts = new Map<string, Unplayable | undefined>();
  #failures = new Map<string, number>();

  has(key: string): boolean {
    return this.#verdicts.has(key);
  }

  /** Why it cannot be played; `undefined` where it can, or nothing is known. */
  get(key: string): Unplayable | undefined {
    return this.#verdicts.get(key);
  }

  set(key: string, verdict: Unplayable | undefined): void {
    if (this.#verdicts.size >= REMEMBERED_MAX) this.clear();
    this.#verdicts.set(key, verdict);
  }

  /** What came of it could not be decoded. In how many milliseconds it may be {@link forgive}n. */
  failed(key: string): number {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.set(key, "failed");
    this.#failures.set(key, failures);
    return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (failures - 1));
  }

  /** What was sent may have been broken for a while only: it is chosen from again, if it is what failed. */
  forgive(key: string): void {
    if (this.#verdicts.get(key) === "failed") this.#verdicts.set(key, undefined);
  }

  clear(): void {
    this.#verdicts.clear();
    this.#failures.clear();
  }
}
