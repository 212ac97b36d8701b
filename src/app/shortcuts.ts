/** Keys that a page answers to, where nobody is typing. */
import { onCleanup } from "solid-js";

/** Calls what belongs to a key, by `KeyboardEvent.code`, as long as its owner lives. */
export function createShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent) => {
    const isTyping =
      event.target instanceof Element && event.target.closest("input:not([type=range]), select, textarea");
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    shortcuts[event.code]?.();
  };
  window.addEventListener("keydown", onKey);
  onCleanup(() => window.removeEventListener("keydown", onKey));
}
