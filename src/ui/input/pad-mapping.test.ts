import { expect, test } from "vitest";
import { BUTTONS, type Button } from "../buttons.ts";
import {
  bindPadInput,
  compileMapping,
  heldBits,
  type PadSnapshot,
  padInputName,
  padName,
  pressedInputs,
  STANDARD_MAPPING,
} from "./pad-mapping.ts";

const standard = compileMapping(STANDARD_MAPPING);

function pad(pressed: readonly number[], axes: readonly number[] = []): PadSnapshot {
  const buttons = Array.from({ length: 17 }, (_, index) => {
    const isPressed = pressed.includes(index);
    return { pressed: isPressed, value: isPressed ? 1 : 0 };
  });
  return { mapping: "standard", buttons, axes };
}

const names = (bits: number): Button[] => BUTTONS.filter((_, bit) => (bits & (1 << bit)) !== 0);
const held = (snapshot: PadSnapshot, before = 0) => names(heldBits(snapshot, standard, before));

test.each([
  [12, "up"],
  [13, "down"],
  [14, "left"],
  [15, "right"],
  [1, "a"],
  [0, "b"],
  [9, "start"],
  [8, "select"],
] as const)("button %i of a standard pad is %s", (index, button) => {
  expect(held(pad([index]))).toEqual([button]);
});

test("a stick that rests beside its middle presses nothing, and one that is pushed presses its direction", () => {
  expect(held(pad([], [0.2, -0.3]))).toEqual([]);
  expect(held(pad([], [-0.9, 0.1]))).toEqual(["left"]);
  expect(held(pad([], [0.71, 0.71]))).toEqual(["down", "right"]);
});

test("a thumb that trembles at the edge presses once", () => {
  let bits = 0;
  let presses = 0;
  for (const value of [0.52, 0.48, 0.51, 0.4, 0.55]) {
    const next = heldBits(pad([], [value, 0]), standard, bits);
    if (next !== 0 && bits === 0) presses += 1;
    bits = next;
  }
  expect(presses).toBe(1);
  expect(heldBits(pad([], [0.3, 0]), standard, bits)).toBe(0);
});

test("a pad with fewer parts, or with values that are none, presses nothing", () => {
  expect(held({ mapping: "", buttons: [], axes: [] })).toEqual([]);
  expect(held(pad([], [Number.NaN, Number.NaN]))).toEqual([]);
});

test("what a part stands for is what somebody made of it, and of nothing else any more", () => {
  const mapping = bindPadInput(STANDARD_MAPPING, "start", "b1");
  expect(mapping.a).toEqual(["b3"]);
  const compiled = compileMapping(mapping);
  expect(names(heldBits(pad([1]), compiled, 0))).toEqual(["start"]);
  expect(names(heldBits(pad([9]), compiled, 0))).toEqual([]);
  const axis = compileMapping(bindPadInput(STANDARD_MAPPING, "a", "a5+"));
  expect(names(heldBits(pad([], [0, 0, 0, 0, 0, 1]), axis, 0))).toEqual(["a"]);
});

test("what is pressed is told part by part", () => {
  expect(pressedInputs(pad([3, 12], [0, -0.8]))).toEqual(["b3", "b12", "a1-"]);
});

test("parts are called by their places on a pad that is known, and by numbers on another", () => {
  expect(padInputName("b1", true)).toBe("Right button");
  expect(padInputName("b1", false)).toBe("Button 2");
  expect(padInputName("a1-", true)).toBe("Stick up");
  expect(padInputName("a6+", true)).toBe("Axis 7 +");
});

test.each([
  ["Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)", "Xbox Wireless Controller"],
  ["USB Gamepad (Vendor: 0079 Product: 0011)", "USB Gamepad"],
  ["054c-0ce6-DualSense Wireless Controller", "DualSense Wireless Controller"],
  ["", "Gamepad"],
])("%j is called %j", (id, name) => expect(padName(id)).toBe(name));

test("from where a stick counts can be chosen, and a thumb that trembles there presses once too", () => {
  const bits = (value: number, before: number, reach: number) =>
    names(heldBits(pad([], [value, 0]), standard, before, reach));
  const right = heldBits(pad([], [1, 0]), standard, 0);
  // One that drifts.
  expect(bits(0.6, 0, 0.8)).toEqual([]);
  expect(bits(0.85, 0, 0.8)).toEqual(["right"]);
  expect(bits(0.6, right, 0.8)).toEqual(["right"]);
  expect(bits(0.5, right, 0.8)).toEqual([]);
  // One that hardly moves any more.
  expect(bits(0.3, 0, 0.25)).toEqual(["right"]);
  expect(pressedInputs(pad([], [0.3, 0.6]), 0.8)).toEqual([]);
  expect(pressedInputs(pad([], [0.3, 0.6]), 0.25)).toEqual(["a0+", "a1+"]);
});
