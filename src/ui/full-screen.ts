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
  const isNow = () => element() !== undefined && root()?.fullscreenElement === element();
  const look = () => setOn(isNow());
  document.addEventListener("fullscreenchange", look);
  onCleanup(() => {
    document.removeEventListener("fullscreenchange", look);
    leave();
  });

  function leave() {
    // What is told of comes a picture later, and a key may be faster.
    if (!isNow()) return false;
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
