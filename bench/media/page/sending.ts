/** The sender's half on the page: its Worker, and what that tells. */

import { gatherTimes, takeTimes } from "./codec-times.ts";
import type { AllTimes } from "./codec-times-told.ts";
import type { FromSender, StartSending } from "./sender.ts";

/** When frames were captured, by the wall clock, in milliseconds. */
export interface Sent {
  captured: [number: number, atMs: number][];
  times: AllTimes;
}

/** While they are noted. */
let captured: Sent["captured"] | undefined;

/** How long a relay may take to be there, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Sends until the page is closed; resolves once it is announced. Rejects where that fails. */
export function send(options: StartSending): Promise<void> {
  const worker = new Worker(new URL("./sender.ts", import.meta.url), { type: "module" });
  const live = Promise.withResolvers<void>();
  setTimeout(() => live.reject(new Error("the broadcast was not announced in time")), PATIENCE_MS);
  worker.addEventListener("error", (event) => live.reject(new Error(event.message)));
  worker.addEventListener("message", ({ data }: MessageEvent<FromSender>) => {
    switch (data.type) {
      case "ready":
        worker.postMessage(options);
        break;
      case "live":
        live.resolve();
        break;
      case "failed":
        console.error(data.error);
        live.reject(new Error(data.error));
        break;
      case "captured":
        for (const [at, atMs] of data.atMs.entries()) captured?.push([data.number + at, atMs]);
        break;
      default:
        data satisfies never;
    }
  });
  return live.promise;
}

/** Notes captures and what encoding takes, from now on. */
export function beginSent(): void {
  captured = [];
  gatherTimes();
}

/** Hands over what was noted, and notes no more. */
export function takeSent(): Sent {
  const sent = { captured: captured ?? [], times: takeTimes() };
  captured = undefined;
  return sent;
}
