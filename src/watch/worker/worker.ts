/**
 * The watcher's Worker: a broadcast is read, decoded and shown here, so that the page has nothing to do for a frame.
 *
 * Messages come while the wasm loads: they wait for it, in their order.
 */
import type { FromWatcher, ToWatcher } from "./messages.ts";

const loading = import("./watcher.ts");

loading.catch((error: unknown) => {
  const status = {
    state: "failed",
    error: `The player could not be loaded (${error}). Reload the page.`,
  } as const;
  self.postMessage({ type: "status", status } satisfies FromWatcher);
});

self.addEventListener("message", ({ data }: MessageEvent<ToWatcher>) => {
  void loading.then(
    ({ receive }) => receive(data),
    () => {
      // It was told above.
    },
  );
});
