/** The keyboard as a controller. */
import { onCleanup } from "solid-js";
import type { Button } from "./buttons.ts";
import type { Controller } from "./controller.ts";
import { buttonsByCode, DEFAULT_KEYS } from "./input/bindings.ts";

export interface KeyboardOptions {
  /** What each key stands for, by `KeyboardEvent.code`; asked at each press. */
  buttons?: () => ReadonlyMap<string, Button>;
  /** Whether keys are somebody else's now: a dialog's. */
  isPaused?: () => boolean;
  /** What other keys do, by `KeyboardEvent.code` or, where its place says nothing ("?"), by `key`; called once a press. */
  shortcuts?: Readonly<Record<string, () => void>>;
  /** Whose keys: this page's by default. */
  window?: Window;
  /** Where the focus has to be for keys to count: an element that can have it. Anywhere in the page by default. */
  within?: HTMLElement;
}

/** What the focused element does with a key itself, and so is not the game's. */
function isTaken(event: KeyboardEvent): boolean {
  const element = event.target;
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  // A list that has the focus is scrolled by them.
  if (element.matches("ul[tabindex]")) return event.code.startsWith("Arrow");
  if (element instanceof HTMLInputElement) {
    if (element.type === "range") return event.code.startsWith("Arrow");
    return true;
  }
  if (element.closest("dialog")) return true;
  return (event.code === "Enter" || event.code === "Space") && element.matches("a[href], button, summary");
}

const defaultButtons = buttonsByCode(DEFAULT_KEYS);

/**
 * Holds buttons while their keys are down, and lets go of all when the window is left.
 * @returns what removes the listeners (and lets go)
 */
export function makeKeyboard(controller: Controller, options: KeyboardOptions = {}): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const source = (code: string) => `key ${code}`;
  const { buttons = () => defaultButtons, isPaused = () => false, window = globalThis.window } = options;
  const { document } = window;
  // What each key stood for when it went down: it may stand for something else when it comes up.
  const held = new Map<string, Button>();

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || isPaused() || isTaken(event)) return;
    const button = buttons().get(event.code);
    if (button) {
      // Arrows and Enter would scroll the page or press what has the focus.
      event.preventDefault();
      if (event.repeat) return;
      held.set(event.code, button);
      controller.hold(source(event.code), button);
      return;
    }
    const shortcut = options.shortcuts?.[event.code] ?? options.shortcuts?.[event.key];
    if (!shortcut) return;
    event.preventDefault();
    if (!event.repeat) shortcut();
  }

  function onKeyUp(event: KeyboardEvent) {
    const button = held.get(event.code);
    if (button) {
      held.delete(event.code);
      controller.release(source(event.code), button);
    }
    // macOS tells of no key's release while Command is down.
    if (event.key === "Meta") controller.releaseAll();
  }

  const leave = () => controller.releaseAll();
  const { within } = options;
  if (within) {
    within.addEventListener("keydown", onKeyDown, { signal });
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node && within.contains(relatedTarget))) leave();
    };
    within.addEventListener("focusout", onFocusOut, { signal });
  } else window.addEventListener("keydown", onKeyDown, { signal });
  window.addEventListener("keyup", onKeyUp, { signal });
  window.addEventListener("blur", leave, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });

  return () => {
    abort.abort();
    leave();
  };
}

/** As `makeKeyboard`, until its owner goes. */
export function createKeyboard(controller: Controller, options?: KeyboardOptions): void {
  onCleanup(makeKeyboard(controller, options));
}
