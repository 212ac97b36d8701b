/**
 * What arrives within a moment is told together.
 *
 * Whatever is told wakes the session's driver in wasm, which costs the same for one thing as for many. The frames of many
 * tracks come at the same time, each in a task of its own: the first is told at once, and those right behind it together.
 */

/** Has something to tell wasm. */
export interface Teller {
  tell(): void;
}

/** What comes sooner than this after the one before belongs to the same burst, in milliseconds. */
const BURST_MS = 1;

let waiting: Teller[] = [];
let spare: Teller[] = [];
let lastMs = Number.NEGATIVE_INFINITY;

/** Has `teller` tell: now where nothing has come for a while, else behind what has arrived by now. */
export function tellSoon(teller: Teller): void {
  if (waiting.length > 0) {
    waiting.push(teller);
    return;
  }
  const nowMs = performance.now();
  const isAlone = nowMs - lastMs > BURST_MS;
  lastMs = nowMs;
  if (isAlone) {
    teller.tell();
    return;
  }
  waiting.push(teller);
  afterThis();
}

/** Has all tell that wait: before the end of what they have it from. */
export function tellNow(): void {
  const tellers = waiting;
  waiting = spare;
  spare = tellers;
  for (const teller of tellers) teller.tell();
  tellers.length = 0;
  lastMs = performance.now();
}

/** Runs {@link tellNow} behind the tasks that wait already. */
const afterThis: () => void =
  typeof setImmediate === "function" ? () => void setImmediate(tellNow) : byMessage();

function byMessage(): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = tellNow;
  return () => port2.postMessage(undefined);
}
