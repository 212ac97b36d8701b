/**
 * The publisher's Worker: capture is read, encoded and sent here, so that a busy page costs no frame.
 *
 * Messages come while the wasm loads: they wait for it, in their order.
 */
import type { FromPublisher, ToPublisher } from "./messages.ts";

const loading = import("./session.ts");

loading.catch((error: unknown) => {
  const message = `The publisher could not be loaded (${error}). Reload the page.`;
  const status = { state: "failed", reason: "crashed", error: message } as const;
  self.postMessage({ type: "status", status } satisfies FromPublisher);
});

self.addEventListener("message", ({ data }: MessageEvent<ToPublisher>) => {
  void loading.then(
    ({ receive }) => receive(data),
    () => {
      // It was told above.
    },
  );
});
