import { expect, it, vi } from "vitest";
import { SLOTS } from "../protocol/index.ts";
import { type Slot, Slots } from "./slots.ts";

const slot = (savedAtMs: number): Slot => ({
  savedAtMs,
  state: new Uint8Array([savedAtMs % 256]),
  picture: { width: 1, height: 1, rgba: new Uint8ClampedArray(4) },
});

it("begins empty, keeps what is saved, and tells of each change", () => {
  const onChange = vi.fn();
  const slots = new Slots(undefined, onChange);
  expect(slots.times).toEqual(Array(SLOTS).fill(null));
  slots.save(2, slot(5_000));
  expect(slots.times).toEqual([null, null, 5, null, null, null]);
  expect(slots.view.undo).toEqual({ type: "save", slot: 2 });
  expect(onChange).toHaveBeenCalledTimes(1);
  for (const none of [-1, SLOTS, 0.5, Number.NaN]) slots.save(none, slot(6_000));
  expect(onChange).toHaveBeenCalledTimes(1);
});

it("gives back once what was replaced, also after it was kept and read again", () => {
  const first = new Slots(undefined, () => {});
  first.save(0, slot(1_000));
  first.save(0, slot(2_000));
  const slots = new Slots(structuredClone(first.kept), () => {});
  expect(slots.undo()).toBeUndefined();
  expect(slots.times[0]).toBe(1);
  expect(slots.view.undo).toBeUndefined();
  expect(slots.undo()).toBeUndefined();
  expect(slots.times[0]).toBe(1);
});

it("gives back the game that was left for a slot", () => {
  const slots = new Slots(undefined, () => {});
  slots.save(1, slot(1_000));
  slots.loaded(1, slot(9_000));
  expect(slots.view.undo).toEqual({ type: "load", slot: 1 });
  expect(slots.undo()?.savedAtMs).toBe(9_000);
  expect(slots.times[1]).toBe(1);
});
