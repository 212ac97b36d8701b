/**
 * Messages to a Worker whose modules await at top level.
 *
 * A Worker's messages begin to be handed out when its script first waits, not when it has run: one that is
 * posted while the wasm loads would find nobody. So a Worker imports this before anything else.
 */
const early: unknown[] = [];
let receive: ((message: unknown) => void) | undefined;

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (receive) receive(data);
  else early.push(data);
});

/** Takes every message, those that came early first. Once a Worker. */
export function onMessage<T>(handler: (message: T) => void): void {
  receive = handler as (message: unknown) => void;
  for (const message of early.splice(0)) receive(message);
}
