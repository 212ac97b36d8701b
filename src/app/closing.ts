import { onCleanup } from "solid-js";

/** Closes what an owner has opened when the owner goes, or the page does. */
export function createClosing<T extends { close(): void }>(opened: T): T {
  const close = () => opened.close();
  window.addEventListener("pagehide", close);
  onCleanup(() => {
    window.removeEventListener("pagehide", close);
    close();
  });
  return opened;
}
