import { createSignal, type JSX, onCleanup } from "solid-js";

export interface HoldButtonProps {
  class: string;
  /** Told at each change of it, and once more when it goes while it is held. */
  onHold: (held: boolean) => void;
  /** A key that holds it from anywhere in the page, by `KeyboardEvent.code`. */
  code?: string;
  label: string;
  /** As it is printed beside the label. */
  keyHint?: string;
  children?: JSX.Element;
}

/** Whether somebody writes there, and a letter is a letter. */
const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=range]), textarea, select"));

/** A button that does something while it is held: by a finger, by Space or Enter on it, or by its key. */
export function HoldButton(props: HoldButtonProps): JSX.Element {
  const holders = new Set<string>();
  const [isHeld, setHeld] = createSignal(false);
  function set(source: string, held: boolean) {
    if (held) holders.add(source);
    else holders.delete(source);
    if (isHeld() === holders.size > 0) return;
    setHeld(holders.size > 0);
    props.onHold(holders.size > 0);
  }
  function letGo() {
    for (const source of [...holders]) set(source, false);
  }

  const abort = new AbortController();
  const { signal } = abort;
  onCleanup(() => {
    abort.abort();
    letGo();
  });
  const isKey = (event: KeyboardEvent) => event.code === props.code;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isKey(event) || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!isWriting(event.target)) set("key", true);
  };
  window.addEventListener("keydown", onKeyDown, { signal });
  window.addEventListener("keyup", (event) => isKey(event) && set("key", false), { signal });
  window.addEventListener("blur", letGo, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && letGo(), { signal });

  const isPress = (event: KeyboardEvent) => event.code === "Space" || event.code === "Enter";
  return (
    <button
      type="button"
      class={props.class}
      aria-label={props.label}
      aria-pressed={isHeld()}
      aria-keyshortcuts={props.keyHint}
      title={props.keyHint ? `${props.label} (hold ${props.keyHint})` : props.label}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        set("pointer", true);
      }}
      onPointerUp={() => set("pointer", false)}
      onPointerCancel={() => set("pointer", false)}
      onLostPointerCapture={() => set("pointer", false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) set("press", true);
      }}
      onKeyUp={(event) => isPress(event) && set("press", false)}
      onBlur={() => set("press", false)}
    >
      {props.children}
    </button>
  );
}
