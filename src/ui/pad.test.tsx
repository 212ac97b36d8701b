import { render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { makeController } from "./controller.ts";
import { makeKeyboard } from "./keyboard.ts";
import { Cross, FaceButtons, MenuButtons } from "./pad.tsx";
import { placeAt, pointer, recorder } from "./testing.ts";

function show() {
  const sink = recorder();
  const controller = makeController(sink);
  const { getByRole, unmount } = render(() => (
    <>
      <Cross controller={controller} />
      <FaceButtons controller={controller} />
      <MenuButtons controller={controller} />
    </>
  ));
  const cross = getByRole("group", { name: "Directions" });
  const face = getByRole("group", { name: "A and B" });
  const button = (name: string) => getByRole("button", { name });
  placeAt(cross, 0, 0, 100, 100);
  placeAt(button("B"), 200, 50, 40, 40);
  placeAt(button("A"), 260, 20, 40, 40);
  placeAt(button("Select"), 100, 200, 40, 12);
  placeAt(button("Start"), 160, 200, 40, 12);
  return {
    ...sink,
    controller,
    cross,
    face,
    menu: getByRole("group", { name: "Select and Start" }),
    button,
    unmount,
  };
}

test("a finger presses on its way down and lets go on its way up", () => {
  const { face, edges, button } = show();
  face.dispatchEvent(pointer("pointerdown", 1, 280, 40));
  expect(edges).toEqual(["+a"]);
  expect(button("A").classList).toContain("down");
  face.dispatchEvent(pointer("pointerup", 1, 280, 40));
  expect(edges).toEqual(["+a", "-a"]);
  expect(button("A").classList).not.toContain("down");
});

test("several fingers hold several buttons", () => {
  const { cross, face, menu, edges } = show();
  cross.dispatchEvent(pointer("pointerdown", 1, 90, 50));
  face.dispatchEvent(pointer("pointerdown", 2, 280, 40));
  face.dispatchEvent(pointer("pointerdown", 3, 220, 70));
  menu.dispatchEvent(pointer("pointerdown", 4, 180, 206));
  face.dispatchEvent(pointer("pointerup", 2, 280, 40));
  cross.dispatchEvent(pointer("pointerup", 1, 90, 50));
  face.dispatchEvent(pointer("pointerup", 3, 220, 70));
  menu.dispatchEvent(pointer("pointercancel", 4));
  expect(edges).toEqual(["+right", "+a", "+b", "+start", "-a", "-right", "-b", "-start"]);
});

test("a finger that slides off lets go, and one that slides on to the next presses it", () => {
  const { face, edges } = show();
  face.dispatchEvent(pointer("pointerdown", 1, 220, 70));
  face.dispatchEvent(pointer("pointermove", 1, 222, 71));
  face.dispatchEvent(pointer("pointermove", 1, 280, 40));
  face.dispatchEvent(pointer("pointermove", 1, 280, 400));
  face.dispatchEvent(pointer("pointerup", 1, 280, 400));
  expect(edges).toEqual(["+b", "-b", "+a", "-a"]);
});

test("a thumb rolls over the cross, through the diagonal", () => {
  const { cross, edges } = show();
  cross.dispatchEvent(pointer("pointerdown", 1, 50, 8));
  cross.dispatchEvent(pointer("pointermove", 1, 82, 18));
  cross.dispatchEvent(pointer("pointermove", 1, 92, 50));
  cross.dispatchEvent(pointer("pointermove", 1, 50, 50));
  expect(edges).toEqual(["+up", "+right", "-up", "-right"]);
});

test("a finger and a key on the same button are one press", () => {
  const { face, edges, controller } = show();
  const stop = makeKeyboard(controller);
  window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyX" }));
  face.dispatchEvent(pointer("pointerdown", 1, 280, 40));
  window.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyX" }));
  expect(edges).toEqual(["+a"]);
  face.dispatchEvent(pointer("pointerup", 1, 280, 40));
  expect(edges).toEqual(["+a", "-a"]);
  stop();
});

test("fingers that stay while the window is left press nothing until they are lifted", () => {
  const { face, edges, controller } = show();
  face.dispatchEvent(pointer("pointerdown", 1, 280, 40));
  controller.releaseAll();
  face.dispatchEvent(pointer("pointermove", 1, 281, 40));
  face.dispatchEvent(pointer("pointerup", 1, 281, 40));
  face.dispatchEvent(pointer("pointerdown", 1, 281, 40));
  expect(edges).toEqual(["+a", "release all", "+a"]);
});

test("the right mouse button presses nothing", () => {
  const { face, edges } = show();
  face.dispatchEvent(
    new PointerEvent("pointerdown", { button: 2, pointerType: "mouse", clientX: 280, clientY: 40 }),
  );
  expect(edges).toEqual([]);
});

test("a pad that goes lets go", () => {
  const { cross, edges, unmount } = show();
  cross.dispatchEvent(pointer("pointerdown", 1, 50, 90));
  unmount();
  expect(edges).toEqual(["+down", "-down"]);
});

test("a click without a pointer is a short press", async () => {
  const { edges, button } = show();
  button("Start").click();
  expect(edges).toEqual(["+start"]);
  await expect.poll(() => edges).toEqual(["+start", "-start"]);
});
