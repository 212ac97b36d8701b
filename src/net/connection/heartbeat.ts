/** Asking the peer of a WebTransport whether it is still there; see `liveness.ts` for what follows from its answers. */
import { Liveness, TICK_MS } from "./liveness.ts";

/** How long an attempt at a new connection may take. */
const ATTEMPT_MAX_MS = 4_000;

/** Before all that MoQ sends: its priorities are a byte. */
const SEND_ORDER = 2 ** 31;

/** The peer can be reached, and does not answer on this session any more: it was started anew, most likely. */
export class ReplacedError extends Error {}

/**
 * Asks until it is stopped, about once a second.
 *
 * A question is a stream that ends where it begins. Its end is acknowledged by the peer's QUIC, whatever is spoken over
 * it, and only then does Chromium have the stream closed. (A browser that has it closed sooner counts each question as
 * answered, and is left to notice by itself.) moq-net drops a stream that ends before its type without a word, in every
 * version. A datagram would be smaller, but nobody tells whether it arrived, and in moq-transport one that cannot be
 * read ends the session.
 *
 * @param reach opens another connection to the same address, and closes it
 * @param lost is called once, where the session is to be given up
 * @param answered is told how long each answer took, in milliseconds
 * @returns stops it
 */
export function keepAsking(
  transport: WebTransport,
  reach: (signal: AbortSignal) => Promise<void>,
  lost: () => void,
  answered?: (tookMs: number) => void,
): () => void {
  const liveness = new Liveness(Math.random());
  let opening = false;
  let attempt: AbortController | undefined;

  const ask = async () => {
    let stream: WritableStream;
    opening = true;
    try {
      stream = await transport.createUnidirectionalStream({ sendOrder: SEND_ORDER });
    } catch {
      // The session is over, and says so itself.
      return;
    } finally {
      opening = false;
    }
    const id = liveness.asked();
    const askedAtMs = performance.now();
    try {
      await stream.close();
    } catch (error) {
      // A stream that the peer refuses is an answer as well.
      if ((error as Partial<WebTransportError>).source !== "stream") return;
    }
    answered?.(performance.now() - askedAtMs);
    liveness.answered(id);
    if (!liveness.doubted) attempt?.abort();
  };

  const tryAgain = async () => {
    attempt = new AbortController();
    try {
      await reach(AbortSignal.any([attempt.signal, AbortSignal.timeout(ATTEMPT_MAX_MS)]));
      liveness.reached();
    } catch {
      liveness.unreached();
    }
  };

  const tick = () => {
    const deeds = liveness.tick();
    // Without credit for another stream the last question is not on its way yet.
    if (deeds.ask && !opening) void ask();
    if (deeds.attempt) void tryAgain();
    if (deeds.lost) {
      stop();
      lost();
    }
  };
  const timer = setInterval(tick, TICK_MS);
  const stop = () => {
    clearInterval(timer);
    attempt?.abort();
  };
  return stop;
}
