import { createSignal, For, type JSX, onCleanup, onMount } from "solid-js";
import type { PlayControls } from "../play-controls.tsx";
import {
  DEFAULT_LAYOUT,
  DEFAULT_PLACE,
  PAD_GROUPS,
  type PadGroup,
  type PadPlace,
} from "../settings/index.ts";
import { movedPlace, placeText, type Rect, scaledPlace } from "./places.ts";

const NAMES: Record<PadGroup, string> = { cross: "Cross", face: "A and B", menu: "Select and Start" };

/** By one press of an arrow, in CSS pixels; with Shift five times that. */
const STEP = 8;
const SCALE_STEP = 1.1;

/** Moves and scales the parts of the pad on the console itself: by fingers, a mouse or keys. */
export function PadEditor(props: { controls: PlayControls; onClose: () => void }): JSX.Element {
  const { settings } = props.controls;
  const [frames, setFrames] = createSignal<Partial<Record<PadGroup, Rect>>>({});
  const [said, setSaid] = createSignal("");
  let editor: HTMLDivElement | undefined;

  const room = () => props.controls.element();
  const part = (group: PadGroup) => room()?.querySelector<HTMLElement>(`.pad-spot[data-group="${group}"]`);
  const way = (): "upright" | "sideways" => {
    const element = room();
    return element && element.clientWidth >= element.clientHeight ? "sideways" : "upright";
  };
  const placeOf = (group: PadGroup): PadPlace => settings.touch()[way()][group];

  /** The frames that are dragged lie where the parts are. */
  function measure() {
    const corner = room()?.getBoundingClientRect();
    if (!corner) return;
    const next: Partial<Record<PadGroup, Rect>> = {};
    for (const group of PAD_GROUPS) {
      const rect = part(group)?.getBoundingClientRect();
      if (!rect) continue;
      const { width, height } = rect;
      next[group] = { left: rect.left - corner.left, top: rect.top - corner.top, width, height };
    }
    setFrames(next);
  }

  function put(group: PadGroup, place: PadPlace) {
    const touch = settings.touch();
    settings.set("touch", { ...touch, [way()]: { ...touch[way()], [group]: place } });
    measure();
  }

  function say(group: PadGroup) {
    setSaid(`${NAMES[group]}: ${placeText(placeOf(group))}.`);
  }

  function move(group: PadGroup, from: PadPlace, rect: Rect, dx: number, dy: number) {
    const bounds = room()?.getBoundingClientRect();
    if (bounds) put(group, movedPlace(from, rect, bounds, dx, dy, settings.touch().mirrored));
  }

  const rectOf = (group: PadGroup): Rect => part(group)?.getBoundingClientRect() ?? new DOMRect();

  function onKeyDown(group: PadGroup, event: KeyboardEvent) {
    const step = event.shiftKey ? STEP * 5 : STEP;
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const by = moves[event.key];
    if (by) move(group, placeOf(group), rectOf(group), ...by);
    else if (event.key === "+" || event.key === "=") put(group, scaledPlace(placeOf(group), SCALE_STEP));
    else if (event.key === "-") put(group, scaledPlace(placeOf(group), 1 / SCALE_STEP));
    else if (event.key === "Home") put(group, DEFAULT_PLACE);
    else return;
    event.preventDefault();
    say(group);
  }

  /** One finger moves, two scale. */
  function attachFingers(element: HTMLElement, group: PadGroup) {
    const fingers = new Map<number, { x: number; y: number }>();
    let from = { place: DEFAULT_PLACE, rect: new DOMRect() as Rect, x: 0, y: 0, distance: 0 };
    const begin = () => {
      const [first, second] = [...fingers.values()];
      const distance = first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
      from = { place: placeOf(group), rect: rectOf(group), x: first?.x ?? 0, y: first?.y ?? 0, distance };
    };
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture?.(event.pointerId);
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      begin();
    });
    element.addEventListener("pointermove", (event) => {
      const finger = fingers.get(event.pointerId);
      if (!finger) return;
      finger.x = event.clientX;
      finger.y = event.clientY;
      const [first, second] = [...fingers.values()];
      if (first && second && from.distance > 0) {
        const distance = Math.hypot(first.x - second.x, first.y - second.y);
        put(group, scaledPlace(from.place, distance / from.distance));
      } else if (first) move(group, from.place, from.rect, first.x - from.x, first.y - from.y);
    });
    const end = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId)) return;
      begin();
      say(group);
    };
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  }

  onMount(() => {
    measure();
    const observer = new ResizeObserver(measure);
    const element = room();
    if (element) observer.observe(element);
    const before = (element?.getRootNode() as Document | ShadowRoot | undefined)?.activeElement;
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      props.onClose();
    };
    window.addEventListener("keydown", onEscape, { capture: true });
    // Once it is where it was measured to be: what is not shown takes no focus.
    queueMicrotask(() => editor?.querySelector<HTMLElement>(".pad-frame")?.focus());
    onCleanup(() => {
      observer.disconnect();
      window.removeEventListener("keydown", onEscape, { capture: true });
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    });
  });

  const frameStyle = (group: PadGroup): JSX.CSSProperties => {
    const rect = frames()[group];
    if (!rect) return { display: "none" };
    return {
      left: `${rect.left}px`,
      top: `${rect.top}px`,
      width: `${rect.width}px`,
      height: `${rect.height}px`,
    };
  };
  const resetAll = () => {
    settings.set("touch", { ...settings.touch(), [way()]: DEFAULT_LAYOUT });
    measure();
    setSaid("Everything is where it was at first.");
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie over the console
    <div class="pad-editor" role="group" aria-label="Move the controls" ref={editor}>
      <For each={PAD_GROUPS}>
        {(group) => (
          <div class="pad-frame-box" style={frameStyle(group)}>
            <button
              type="button"
              class="pad-frame"
              aria-label={`${NAMES[group]}: ${placeText(placeOf(group))}. Arrows move it, plus and minus change its size, Home puts it back.`}
              onKeyDown={(event) => onKeyDown(group, event)}
              ref={(element) => attachFingers(element, group)}
            >
              <span class="pad-frame-name">{NAMES[group]}</span>
            </button>
            <div class="pad-frame-sizes">
              <button
                type="button"
                class="pad-size"
                aria-label={`${NAMES[group]} smaller`}
                onClick={() => {
                  put(group, scaledPlace(placeOf(group), 1 / SCALE_STEP));
                  say(group);
                }}
              >
                −
              </button>
              <button
                type="button"
                class="pad-size"
                aria-label={`${NAMES[group]} larger`}
                onClick={() => {
                  put(group, scaledPlace(placeOf(group), SCALE_STEP));
                  say(group);
                }}
              >
                +
              </button>
            </div>
          </div>
        )}
      </For>
      <div class="pad-editor-bar">
        <p>Drag each part to where your thumbs are; two fingers, or + and −, change its size.</p>
        <div class="actions">
          <button type="button" class="button" onClick={resetAll}>
            Put back
          </button>
          <button type="button" class="button button-primary" onClick={() => props.onClose()}>
            Done
          </button>
        </div>
      </div>
      <p class="visually-hidden" role="status" aria-live="polite">
        {said()}
      </p>
    </div>
  );
}
