/** Ctrl-C while something is built. */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGHUP", "SIGTERM"] as const;

/** How long work that was stopped may take to clear up after itself. */
const GRACE_MS = 1000;

/**
 * Waits until stopped work has cleared up, or its time for that is over: it may be waiting for another process.
 * @param work may fail
 */
export async function settled(work: Promise<unknown> | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MS);
  });
  await Promise.race([work?.catch(() => {}), grace]);
  clearTimeout(timer);
}

/**
 * Runs `work`; a signal that comes meanwhile stops it and then ends this process. What is built runs in process groups
 * of its own, which Ctrl-C does not reach and which would outlive a process that a signal ends just so.
 * @param stop breaks the work off
 */
export async function stoppable<T>(work: () => Promise<T>, stop: () => Promise<unknown>): Promise<T> {
  let stopping = false;
  const onSignal = async (name: (typeof SIGNALS)[number]) => {
    if (stopping) return;
    stopping = true;
    await stop();
    await settled(running);
    process.exit(128 + constants.signals[name]);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  const running = work();
  try {
    return await running;
  } catch (error) {
    // It was broken off, which is no failure to tell of: the process is about to end.
    if (stopping) return await new Promise<never>(() => {});
    throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
