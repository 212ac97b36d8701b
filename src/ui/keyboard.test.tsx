import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeController } from "./controller.ts";
import { makeKeyboard } from "./keyboard.ts";
import { key, recorder } from "./testing.ts";

let sink: ReturnType<typeof recorder>;
let stop: () => void;
const mute = vi.fn();
const leave = vi.fn();

beforeEach(() => {
  sink = recorder();
  mute.mockClear();
  leave.mockClear();
  stop = makeKeyboard(makeController(sink), { shortcuts: { KeyM: mute, Escape: leave } });
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** @returns whether the browser would still do what it does with such a key */
const send = (
  type: "keydown" | "keyup",
  code: string,
  init?: KeyboardEventInit,
  from: EventTarget = document.body,
) => from.dispatchEvent(key(type, code, init));

function focusable(html: string): Element {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild;
  if (!element) throw new Error("no element");
  return element;
}

test("keys press and release, in their order", () => {
  for (const code of ["ArrowLeft", "KeyX", "KeyZ"]) send("keydown", code);
  for (const code of ["KeyX", "ArrowLeft", "KeyZ"]) send("keyup", code);
  expect(sink.edges).toEqual(["+left", "+a", "+b", "-a", "-left", "-b"]);
});

test.each([
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
  ["KeyX", "a"],
  ["KeyZ", "b"],
  ["Enter", "start"],
  ["ShiftLeft", "select"],
  ["ShiftRight", "select"],
])("%s is %s", (code, button) => {
  send("keydown", code);
  send("keyup", code);
  expect(sink.edges).toEqual([`+${button}`, `-${button}`]);
});

test("a press as short as can be is still a press and a release", () => {
  for (let i = 0; i < 3; i++) {
    send("keydown", "KeyX");
    send("keyup", "KeyX");
  }
  expect(sink.edges).toEqual(["+a", "-a", "+a", "-a", "+a", "-a"]);
});

test("a key that repeats is one press", () => {
  send("keydown", "ArrowRight");
  send("keydown", "ArrowRight", { repeat: true });
  send("keydown", "ArrowRight", { repeat: true });
  expect(sink.edges).toEqual(["+right"]);
});

test("both Shifts hold Select until the last is up", () => {
  send("keydown", "ShiftLeft");
  send("keydown", "ShiftRight");
  send("keyup", "ShiftLeft");
  expect(sink.edges).toEqual(["+select"]);
  send("keyup", "ShiftRight");
  expect(sink.edges).toEqual(["+select", "-select"]);
});

test("the page does not scroll by the game's keys, also while they repeat", () => {
  expect(send("keydown", "ArrowDown")).toBe(false);
  expect(send("keydown", "ArrowDown", { repeat: true })).toBe(false);
  expect(send("keydown", "PageDown")).toBe(true);
});

test("leaving the window lets go of everything, once", () => {
  send("keydown", "KeyX");
  send("keydown", "ArrowUp");
  window.dispatchEvent(new Event("blur"));
  send("keyup", "KeyX");
  send("keyup", "ArrowUp");
  window.dispatchEvent(new Event("blur"));
  expect(sink.edges).toEqual(["+a", "+up", "release all"]);
});

test("a page that is hidden lets go of everything", () => {
  send("keydown", "KeyZ");
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  hidden.mockRestore();
  expect(sink.edges).toEqual(["+b", "release all"]);
});

test("the browser's own shortcuts are left to it", () => {
  expect(send("keydown", "KeyX", { ctrlKey: true })).toBe(true);
  expect(send("keydown", "KeyM", { metaKey: true })).toBe(true);
  expect(sink.edges).toEqual([]);
  expect(mute).not.toHaveBeenCalled();
});

test("Command's release lets go, for releases beneath it are never told", () => {
  send("keydown", "KeyX");
  send("keyup", "MetaLeft", { key: "Meta" });
  expect(sink.edges).toEqual(["+a", "release all"]);
});

test("shortcuts run once a press", () => {
  send("keydown", "KeyM");
  send("keydown", "KeyM", { repeat: true });
  send("keydown", "Escape");
  expect(mute).toHaveBeenCalledTimes(1);
  expect(leave).toHaveBeenCalledTimes(1);
});

test("what is typed into a field is no game input", () => {
  const field = focusable("<input type=text>");
  for (const code of ["KeyX", "ArrowLeft", "KeyM", "Enter"])
    expect(send("keydown", code, {}, field)).toBe(true);
  expect(sink.edges).toEqual([]);
  expect(mute).not.toHaveBeenCalled();
});

test("arrows move a slider that has the focus; other keys still play", () => {
  const slider = focusable("<input type=range>");
  expect(send("keydown", "ArrowLeft", {}, slider)).toBe(true);
  send("keydown", "KeyX", {}, slider);
  expect(sink.edges).toEqual(["+a"]);
});

test("Enter presses a button that has the focus, and not Start", () => {
  const button = focusable("<button>Mute</button>");
  expect(send("keydown", "Enter", {}, button)).toBe(true);
  send("keydown", "ArrowUp", {}, button);
  expect(sink.edges).toEqual(["+up"]);
});

test("a keyboard that goes lets go and hears no more", () => {
  send("keydown", "KeyX");
  stop();
  send("keydown", "KeyZ");
  expect(sink.edges).toEqual(["+a", "release all"]);
});

test("within an element, keys count while the focus is in it, and all are let go when it goes elsewhere", () => {
  stop();
  document.body.innerHTML = `<input><div tabindex="0"><button>in it</button></div>`;
  const [beside, within] = document.body.children;
  const inner = within?.firstElementChild;
  if (!(beside instanceof HTMLElement && within instanceof HTMLElement && inner instanceof HTMLElement))
    throw new Error("no elements");
  stop = makeKeyboard(makeController(sink), { shortcuts: { Escape: leave }, within });
  for (const from of [beside, document.body]) {
    expect(send("keydown", "ArrowUp", {}, from)).toBe(true);
    expect(send("keydown", "Escape", {}, from)).toBe(true);
  }
  expect(sink.edges).toEqual([]);
  expect(leave).not.toHaveBeenCalled();

  within.focus();
  expect(send("keydown", "ArrowUp", {}, within)).toBe(false);
  inner.focus();
  expect(sink.edges).toEqual(["+up"]);
  beside.focus();
  expect(sink.edges).toEqual(["+up", "release all"]);

  // A key that is let go of elsewhere is let go of.
  within.focus();
  send("keydown", "KeyX", {}, within);
  send("keyup", "KeyX", {}, document.body);
  expect(sink.edges.slice(2)).toEqual(["+a", "-a"]);
});

test("keys that stand for other buttons press those", () => {
  stop();
  let buttons = new Map<string, "a" | "b">([["KeyK", "a"]]);
  stop = makeKeyboard(makeController(sink), { buttons: () => buttons, shortcuts: { KeyM: mute } });
  send("keydown", "KeyX");
  send("keydown", "KeyK");
  expect(sink.edges).toEqual(["+a"]);
  // A key that stands for another button when it comes up lets go of what it pressed.
  buttons = new Map([["KeyK", "b"]]);
  send("keyup", "KeyK");
  expect(sink.edges).toEqual(["+a", "-a"]);
  // A key that plays does nothing else.
  buttons = new Map([["KeyM", "b"]]);
  send("keydown", "KeyM");
  expect(mute).not.toHaveBeenCalled();
});

test("keys are a dialog's while one is open", () => {
  const field = focusable("<dialog open><button>Close</button></dialog>");
  expect(send("keydown", "KeyX", {}, field.firstElementChild ?? field)).toBe(true);
  stop();
  let isPaused = true;
  stop = makeKeyboard(makeController(sink), { isPaused: () => isPaused, shortcuts: { Escape: leave } });
  send("keydown", "KeyX");
  send("keydown", "Escape");
  expect(sink.edges).toEqual([]);
  expect(leave).not.toHaveBeenCalled();
  isPaused = false;
  send("keydown", "KeyX");
  expect(sink.edges).toEqual(["+a"]);
});

test("a shortcut may be known by what is printed on its key", () => {
  stop();
  stop = makeKeyboard(makeController(sink), { shortcuts: { "?": mute } });
  send("keydown", "Minus", { key: "?", shiftKey: true });
  expect(mute).toHaveBeenCalledTimes(1);
});

test("Space presses a button that has the focus, also where it plays", () => {
  stop();
  const buttons = new Map([["Space", "a" as const]]);
  stop = makeKeyboard(makeController(sink), { buttons: () => buttons });
  expect(send("keydown", "Space", {}, focusable("<button>Mute</button>"))).toBe(true);
  expect(sink.edges).toEqual([]);
  send("keydown", "Space");
  expect(sink.edges).toEqual(["+a"]);
});
