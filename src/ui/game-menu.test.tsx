import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { GameStatus } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { GameMenu } from "./game-menu.tsx";
import { key, tick } from "./testing.ts";

type Told = Pick<GameStatus, "allowed" | "slots">;

// jsdom knows no popovers; what they do is the browser's.
HTMLElement.prototype.hidePopover ??= () => {};

function show(first: Told | undefined) {
  const signal = new Signal(first);
  const calls: string[] = [];
  const machine = {
    reset: () => calls.push("reset"),
    fastForward: (held: boolean) => calls.push(held ? "fast" : "slow"),
    saveSlot: (slot: number) => calls.push(`save ${slot}`),
    loadSlot: (slot: number) => calls.push(`load ${slot}`),
  };
  const view = render(() => {
    const game = createAccessor(signal);
    return <GameMenu game={game()} machine={machine} />;
  });
  return { ...view, signal, calls };
}

test("where nothing is allowed there is nothing", async () => {
  const { container, signal } = show(undefined);
  expect(container.textContent).toBe("");
  signal.set({ allowed: [] });
  await tick();
  expect(container.querySelectorAll("button").length).toBe(0);
});

test("what is allowed is there, and goes when it is allowed no more", async () => {
  const { getByText, queryByText, queryByLabelText, signal, calls } = show({ allowed: ["reset"] });
  fireEvent.click(getByText("Reset"));
  expect(calls).toEqual(["reset"]);
  expect(queryByLabelText("Save as 1")).toBeNull();
  expect(queryByLabelText("Fast-forward")).toBeNull();
  signal.set({ allowed: ["fast-forward"] });
  await tick();
  expect(queryByText("Reset")).toBeNull();
  expect(queryByLabelText("Fast-forward")).not.toBeNull();
});

test("slots are saved into, and loaded where there is something", () => {
  const { getByLabelText, calls } = show({ allowed: ["save"], slots: [null, Date.now()] });
  fireEvent.click(getByLabelText("Save as 1"));
  fireEvent.click(getByLabelText("Load 2"));
  expect((getByLabelText("Load 1") as HTMLButtonElement).disabled).toBe(true);
  expect(calls).toEqual(["save 0", "load 1"]);
});

test("goes fast while its key, the pointer or Space on it holds it, and not in a field", async () => {
  const { getByLabelText, signal, calls } = show({ allowed: ["fast-forward"] });
  const button = getByLabelText("Fast-forward");
  window.dispatchEvent(key("keydown", "KeyG"));
  fireEvent.pointerDown(button, { button: 0 });
  window.dispatchEvent(key("keyup", "KeyG"));
  expect(calls).toEqual(["fast"]);
  fireEvent.pointerUp(button);
  expect(calls).toEqual(["fast", "slow"]);
  button.dispatchEvent(key("keydown", "Space"));
  expect(button.getAttribute("aria-pressed")).toBe("true");
  button.dispatchEvent(key("keyup", "Space"));
  expect(calls.length).toBe(4);
  const field = document.body.appendChild(document.createElement("input"));
  field.dispatchEvent(key("keydown", "KeyG"));
  field.remove();
  expect(calls.length).toBe(4);
  // Whoever may no more lets go.
  window.dispatchEvent(key("keydown", "KeyG"));
  signal.set({ allowed: [] });
  await tick();
  expect(calls).toEqual(["fast", "slow", "fast", "slow", "fast", "slow"]);
});

test("a window that is left lets go", () => {
  const { calls } = show({ allowed: ["fast-forward"] });
  window.dispatchEvent(key("keydown", "KeyG"));
  window.dispatchEvent(new Event("blur"));
  expect(calls).toEqual(["fast", "slow"]);
});
