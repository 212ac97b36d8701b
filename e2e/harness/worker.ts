/** The harness in a Worker. */
import type { Answer, Call } from "./calls.ts";

// Messages may come while the wasm loads: the handler stands before anything awaits.
self.addEventListener("message", async ({ data }: MessageEvent<Call>) => {
  const answer = (answer: Answer) => self.postMessage(answer);
  try {
    const peer = await import("./peer.ts");
    const call = peer[data.name] as (...args: unknown[]) => unknown;
    answer({ id: data.id, value: await call(...data.args) });
  } catch (error) {
    answer({ id: data.id, error: String(error) });
  }
});
