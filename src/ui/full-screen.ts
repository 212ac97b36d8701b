/** An element over the whole screen. */
import { type Accessor, createSignal, onCleanup } from "solid-js";

export interface FullScreen {
  /** Whether the browser can do it: not on iPhones, nor in an iframe that may not. */
  isPossible: boolean;
  isOn: Accessor<boolean>;
  /** To be called from a gesture. */
  toggle(): void;
  /** @returns whether it was on */
  leave(): boolean;
}

export function createFullScreen(element: Accessor<HTMLElement | undefined>): FullScreen {
  const [isOn, setOn] = createSignal(false);
  const root = () => element()?.getRootNode() as Document | ShadowRoot | undefined;
  const look = () => setOn(element() !== undefined && root()?.fullscreenElement === element());
  document.addEventListener("fullscreenchange", look);
  onCleanup(() => {
    document.removeEventListener("fullscreenchange", look);
    leave();
  });

  function leave() {
    if (!isOn()) return false;
    document.exitFullscreen().catch(() => {});
    return true;
  }

  return {
    isPossible: document.fullscreenEnabled === true,
    isOn,
    toggle() {
      // Refused without a gesture, which a key or a click is.
      if (!leave())
        element()
          ?.requestFullscreen?.({ navigationUI: "hide" })
          .catch(() => {});
    },
    leave,
  };
}
