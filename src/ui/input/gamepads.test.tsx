import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeController } from "../controller.ts";
import { recorder } from "../testing.ts";
import { makeGamepads } from "./gamepads.ts";
import { bindPadInput, STANDARD_MAPPING } from "./pad-mapping.ts";

/** A pad that a test presses: what the browser would give for it. */
class FakePad {
  readonly mapping = "standard";
  connected = true;
  buttons = Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 }));
  axes = [0, 0, 0, 0];
  readonly playEffect = vi.fn(() => Promise.resolve("complete"));
  readonly vibrationActuator = { playEffect: this.playEffect };
  readonly index: number;
  readonly id = "A pad";
  constructor(index: number) {
    this.index = index;
  }
  press(button: number, pressed: boolean) {
    this.buttons[button] = { pressed, touched: pressed, value: pressed ? 1 : 0 };
  }
}

let plugged: (FakePad | null)[] = [];
let frames: (() => void)[] = [];
let getGamepads: ReturnType<typeof vi.fn>;

/** The next picture of the screen. */
function frame() {
  for (const callback of frames.splice(0)) callback();
}

function plug(pad: FakePad) {
  plugged[pad.index] = pad;
  window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: pad }));
  return pad;
}

function unplug(pad: FakePad) {
  pad.connected = false;
  plugged[pad.index] = null;
  window.dispatchEvent(Object.assign(new Event("gamepaddisconnected"), { gamepad: pad }));
}

beforeEach(() => {
  plugged = [];
  frames = [];
  getGamepads = vi.fn(() => plugged);
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => {
    frames = [];
  });
  Object.defineProperty(navigator, "getGamepads", { value: getGamepads, configurable: true });
});

let stop = () => {};

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "getGamepads");
});

function start(options: Partial<Parameters<typeof makeGamepads>[1]> = {}) {
  const sink = recorder();
  const gamepads = makeGamepads(makeController(sink), { mapping: () => STANDARD_MAPPING, ...options });
  stop = () => gamepads.close();
  return { ...sink, gamepads };
}

test("without a pad nothing is looked at", () => {
  start();
  expect(frames).toHaveLength(0);
  expect(getGamepads).toHaveBeenCalledTimes(1);
});

test("a pad's presses and releases are the game's, each once", () => {
  const { edges } = start();
  const pad = plug(new FakePad(0));
  pad.press(1, true);
  frame();
  frame();
  pad.axes[0] = -1;
  frame();
  pad.press(1, false);
  frame();
  expect(edges).toEqual(["+a", "+left", "-a"]);
});

test("a pad that was there before is found", () => {
  const pad = new FakePad(2);
  plugged[2] = pad;
  const { edges, gamepads } = start();
  expect(gamepads.pads()).toEqual([{ index: 2, id: "A pad", isStandard: true }]);
  pad.press(9, true);
  frame();
  expect(edges).toEqual(["+start"]);
});

test("any of several pads presses, and a button is down until the last one lets go", () => {
  const { edges } = start();
  const [first, second] = [plug(new FakePad(0)), plug(new FakePad(1))];
  first.press(1, true);
  second.press(1, true);
  frame();
  first.press(1, false);
  frame();
  expect(edges).toEqual(["+a"]);
  second.press(1, false);
  frame();
  expect(edges).toEqual(["+a", "-a"]);
});

test("a pad that is unplugged lets go, and with the last one the looking ends", () => {
  const { edges, gamepads } = start();
  const pad = plug(new FakePad(0));
  pad.press(12, true);
  frame();
  unplug(pad);
  expect(edges).toEqual(["+up", "-up"]);
  expect(gamepads.pads()).toEqual([]);
  frame();
  expect(frames).toHaveLength(0);
});

test("while a dialog is open a pad holds nothing, and what is held when it closes counts from its next press", () => {
  let isActive = true;
  const { edges } = start({ isActive: () => isActive });
  const pad = plug(new FakePad(0));
  pad.press(1, true);
  frame();
  isActive = false;
  frame();
  pad.press(0, true);
  frame();
  isActive = true;
  frame();
  expect(edges).toEqual(["+a", "-a"]);
  pad.press(0, false);
  frame();
  pad.press(0, true);
  frame();
  expect(edges).toEqual(["+a", "-a", "+b"]);
});

test("a pad that is mapped anew plays by that at once, and leaves nothing pressed", () => {
  let mapping = STANDARD_MAPPING;
  const { edges } = start({ mapping: () => mapping });
  const pad = plug(new FakePad(0));
  pad.press(9, true);
  frame();
  mapping = bindPadInput(STANDARD_MAPPING, "a", "b9");
  frame();
  pad.press(9, false);
  frame();
  expect(edges).toEqual(["+start", "+a", "-start", "-a"]);
});

test("pads that can, shake", () => {
  const { gamepads } = start();
  const pad = plug(new FakePad(0));
  gamepads.rumble();
  expect(pad.playEffect).toHaveBeenCalledTimes(1);
  unplug(pad);
  gamepads.rumble();
  expect(pad.playEffect).toHaveBeenCalledTimes(1);
});

test("pads that are let be let go, and are looked at no more", () => {
  const { edges, gamepads } = start();
  const pad = plug(new FakePad(0));
  pad.press(1, true);
  frame();
  gamepads.close();
  gamepads.close();
  expect(edges).toEqual(["+a", "-a"]);
  expect(frames).toHaveLength(0);
});

test("a stick counts from where its model's does, from the next look on", () => {
  const reach = vi.fn(() => 0.8);
  const { edges } = start({ reach });
  const pad = plug(new FakePad(0));
  pad.axes[0] = 0.7;
  frame();
  expect(edges).toEqual([]);
  expect(reach).toHaveBeenCalledWith("A pad");
  reach.mockReturnValue(0.6);
  frame();
  expect(edges).toEqual(["+right"]);
});
