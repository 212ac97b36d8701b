/** Browsers start no sound before a gesture: here the first one is waited for. */
import { type Accessor, createSignal, onCleanup } from "solid-js";

/** A touch counts as a gesture when it ends, a mouse button or a key when it goes down. */
const GESTURES = ["pointerdown", "pointerup", "click", "keydown"] as const;

/**
 * Calls `unlock` at each gesture anywhere until one call has succeeded; at once if there has been a gesture.
 * @returns whether sound is unlocked
 */
export function createAudioUnlock(unlock: () => Promise<void>): Accessor<boolean> {
  const [unlocked, setUnlocked] = createSignal(false);
  const abort = new AbortController();
  const attempt = () => {
    // A call outside of a gesture may never settle, so a later one does not wait for it.
    unlock().then(
      () => {
        setUnlocked(true);
        abort.abort();
      },
      () => {
        // The next gesture tries again.
      },
    );
  };
  // Escape is no gesture to a browser, and leaves the page besides.
  const onGesture = (event: Event) => {
    if (!(event instanceof KeyboardEvent && event.key === "Escape")) attempt();
  };
  for (const type of GESTURES) {
    window.addEventListener(type, onGesture, { capture: true, signal: abort.signal });
  }
  onCleanup(() => abort.abort());
  if (navigator.userActivation?.hasBeenActive) attempt();
  return unlocked;
}
