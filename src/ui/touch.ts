/** Fingers (or a mouse) on a part of the on-screen pad. */
import type { Button } from "./buttons.ts";
import type { Controller } from "./controller.ts";

/** Which buttons a pointer at `x`, `y` (CSS pixels, as of the event) holds. */
export type HitTest = (x: number, y: number) => readonly Button[];

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How far past a button's edge a finger may slide before it lets go, as a part of the button's size. */
const SLACK = 0.35;

/** The middle of the cross that presses nothing, as a part of its half width. */
const DEAD = 0.2;

/** An arm's share: more than 45° each, so that a diagonal is easy to find and a straight one to keep. */
const ARM = Math.cos((62 / 180) * Math.PI);

/** The directions of a cross at a point; two on a diagonal, none in the middle or far off. */
export function hitCross(box: Box, x: number, y: number): Button[] {
  const dx = (x - box.left - box.width / 2) / (box.width / 2);
  const dy = (y - box.top - box.height / 2) / (box.height / 2);
  const distance = Math.hypot(dx, dy);
  if (!(distance > DEAD) || Math.max(Math.abs(dx), Math.abs(dy)) > 1 + SLACK * 2) return [];
  const hits: Button[] = [];
  if (-dy / distance > ARM) hits.push("up");
  if (dy / distance > ARM) hits.push("down");
  if (-dx / distance > ARM) hits.push("left");
  if (dx / distance > ARM) hits.push("right");
  return hits;
}

/** The nearest of some buttons to a point, if the point is on it or nearly so. */
export function hitButtons(boxes: Iterable<readonly [Button, Box]>, x: number, y: number): Button[] {
  let nearest: Button | undefined;
  let least = 1 + SLACK;
  for (const [button, box] of boxes) {
    const dx = Math.abs(x - box.left - box.width / 2) / (box.width / 2);
    const dy = Math.abs(y - box.top - box.height / 2) / (box.height / 2);
    const distance = Math.max(dx, dy);
    if (distance < least) {
      least = distance;
      nearest = button;
    }
  }
  return nearest ? [nearest] : [];
}

/**
 * Holds what `hit` says for each pointer on `element`, from its touch to its release wherever that is.
 * @returns what removes the listeners (and lets go)
 */
export function makeTouchZone(element: HTMLElement, controller: Controller, hit: HitTest): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const pointers = new Map<number, readonly Button[]>();
  const source = (id: number) => `pointer ${id}`;

  function move(id: number, next: readonly Button[]) {
    const before = pointers.get(id) ?? [];
    for (const button of before) if (!next.includes(button)) controller.release(source(id), button);
    for (const button of next) if (!before.includes(button)) controller.hold(source(id), button);
  }

  function onDown(event: PointerEvent) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    try {
      // Moves and the release come here even when the finger slides off.
      element.setPointerCapture?.(event.pointerId);
    } catch {
      // The pointer is gone already: its release has come, or comes as a cancel.
    }
    const hits = hit(event.clientX, event.clientY);
    move(event.pointerId, hits);
    pointers.set(event.pointerId, hits);
  }

  function onMove(event: PointerEvent) {
    if (!pointers.has(event.pointerId)) return;
    const hits = hit(event.clientX, event.clientY);
    move(event.pointerId, hits);
    pointers.set(event.pointerId, hits);
  }

  function onUp(event: PointerEvent) {
    move(event.pointerId, []);
    pointers.delete(event.pointerId);
  }

  element.addEventListener("pointerdown", onDown, { signal });
  element.addEventListener("pointermove", onMove, { signal });
  element.addEventListener("pointerup", onUp, { signal });
  element.addEventListener("pointercancel", onUp, { signal });
  element.addEventListener("lostpointercapture", onUp, { signal });
  // A long press opens no menu, and a click takes no focus from the game.
  element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  element.addEventListener("mousedown", (event) => event.preventDefault(), { signal });

  return () => {
    abort.abort();
    for (const id of [...pointers.keys()]) move(id, []);
    pointers.clear();
  };
}
