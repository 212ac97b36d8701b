import { createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { createPictureInPicture } from "./picture-in-picture.ts";
import { tick } from "./testing.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

/** A page with a picture, in a browser whose windows on top are iframes. */
function show(isPossible = true) {
  const opened: { pipWindow: Window; closed: boolean }[] = [];
  const requestWindow = async () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const pipWindow = frame.contentWindow;
    if (!pipWindow) throw new Error("jsdom gives the iframe no window");
    const entry = { pipWindow, closed: false };
    pipWindow.close = () => {
      entry.closed = true;
      pipWindow.dispatchEvent(new Event("pagehide"));
    };
    opened.push(entry);
    return pipWindow;
  };
  vi.stubGlobal("documentPictureInPicture", isPossible ? { requestWindow } : undefined);
  const glass = document.createElement("div");
  const canvas = document.createElement("canvas");
  glass.append(canvas);
  document.body.append(glass);
  const undo = vi.fn();
  const onOpen = vi.fn(() => undo);
  return createRoot((dispose) => ({
    pip: createPictureInPicture(canvas, onOpen),
    dispose,
    opened,
    glass,
    canvas,
    onOpen,
    undo,
  }));
}

test("the picture goes to a window of its own, and is back when that is closed", async () => {
  const { pip, opened, glass, canvas, onOpen, undo } = show();
  pip.toggle();
  await tick();
  expect(canvas.ownerDocument).toBe(opened[0]?.pipWindow.document);
  expect(onOpen).toHaveBeenCalledWith(opened[0]?.pipWindow);
  expect(pip.isOn()).toBe(true);
  expect(glass.textContent).toBe("The picture is in a window of its own.");
  pip.toggle();
  expect(glass.children).toHaveLength(1);
  expect(glass.firstElementChild).toBe(canvas);
  expect(undo).toHaveBeenCalledTimes(1);
  expect(pip.isOn()).toBe(false);
});

test("a game that is left takes its window along, also one that opens late", async () => {
  const first = show();
  first.pip.toggle();
  await tick();
  first.dispose();
  expect(first.opened[0]?.closed).toBe(true);

  const second = show();
  second.pip.toggle();
  second.dispose();
  await tick();
  expect(second.opened[0]?.closed).toBe(true);
  expect(second.glass.firstElementChild).toBe(second.canvas);
});

test("a browser that cannot do it says so", () => {
  const { pip } = show(false);
  expect(pip.isPossible).toBe(false);
  pip.toggle();
  expect(pip.isOn()).toBe(false);
});
