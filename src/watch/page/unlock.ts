/** Browsers start no sound before a gesture: here the first one is waited for. */

/** A touch counts as a gesture when it ends, a mouse button or a key when it goes down. */
const GESTURES = ["pointerdown", "pointerup", "click", "keydown"] as const;

/**
 * Calls `unlock` at each gesture anywhere until one call has succeeded, at once if there has been a gesture, and
 * then `onUnlocked`. What it returns ends the waiting; idempotent.
 */
export function onFirstGesture(unlock: () => Promise<void>, onUnlocked: () => void): () => void {
  const abort = new AbortController();
  const attempt = () => {
    // A call outside of a gesture may never settle, so a later one does not wait for it.
    unlock().then(
      () => {
        if (abort.signal.aborted) return;
        abort.abort();
        onUnlocked();
      },
      () => {
        // The next gesture tries again.
      },
    );
  };
  for (const type of GESTURES)
    window.addEventListener(type, attempt, { capture: true, signal: abort.signal });
  if (navigator.userActivation?.hasBeenActive) attempt();
  return () => abort.abort();
}
