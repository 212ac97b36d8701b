import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { ModeSettings } from "../arcade/types.ts";
import { ModePicker } from "./mode-picker.tsx";

const MODES: readonly ModeSettings[] = [
  { type: "anarchy" },
  { type: "democracy", window: 2 },
  { type: "baton", idle: 10 },
  { type: "seats", seats: 2, idle: 30 },
];

function show(first: ModeSettings = { type: "anarchy" }) {
  const changes: ModeSettings[] = [];
  const rendered = render(() => {
    const [mode, setMode] = createSignal(first);
    return (
      <ModePicker
        modes={MODES}
        mode={mode()}
        onChange={(next) => {
          changes.push(next);
          setMode(next);
        }}
      />
    );
  });
  const press = (name: string) => fireEvent.click(rendered.getByRole("button", { name }));
  return { ...rendered, changes, press };
}

test("shows which mode it is, and what that does", () => {
  const { getAllByRole, container, press } = show();
  const pressed = () =>
    getAllByRole("button")
      .filter((button) => button.getAttribute("aria-pressed") === "true")
      .map((button) => button.textContent);
  expect(pressed()).toEqual(["Anarchy"]);
  press("Baton");
  expect(pressed()).toEqual(["Baton"]);
  expect(container.querySelector(".mode-rule")?.textContent).toContain("passes the baton on");
});

test("changes to another mode as that is at first, and not to the one there is", () => {
  const { changes, press } = show();
  press("Anarchy");
  expect(changes).toEqual([]);
  press("Democracy");
  press("Seats");
  expect(changes).toEqual([MODES[1], MODES[3]]);
});

test("makes the window of a vote longer and shorter, between its ends", () => {
  const { changes, getByRole, press } = show({ type: "democracy", window: 1 });
  const less = getByRole("button", { name: "Less" });
  press("Less");
  expect(changes).toEqual([{ type: "democracy", window: 0.5 }]);
  expect(less.getAttribute("aria-disabled")).toBe("true");
  expect(getByRole("status").textContent).toBe("½ second");
  press("Less");
  expect(changes).toHaveLength(1);
  press("More");
  press("More");
  expect(changes.at(-1)).toEqual({ type: "democracy", window: 2 });
});

test("sets the number of seats and their time apart", () => {
  const { changes, getByRole } = show({ type: "seats", seats: 2, idle: 30 });
  const more = (group: string) => getByRole("group", { name: group }).querySelector('[aria-label="More"]');
  fireEvent.click(more("Seats") as Element);
  fireEvent.click(more("Free again after") as Element);
  expect(changes).toEqual([
    { type: "seats", seats: 3, idle: 30 },
    { type: "seats", seats: 3, idle: 60 },
  ]);
});

test("leaves the focus where it is when it is clicked", () => {
  const { getByRole } = show();
  expect(fireEvent.mouseDown(getByRole("button", { name: "Seats" }))).toBe(false);
});
