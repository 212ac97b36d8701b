import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test, vi } from "vitest";
import { MoreTools } from "./more-tools.tsx";

/** jsdom knows no popovers: a menu that is open is one that says so. */
function show(isOpen: boolean) {
  const view = render(() => (
    <MoreTools>
      <button type="button">Mute</button>
      <button type="button" popovertarget="keep">
        Keep
      </button>
      <div id="keep" popover="auto">
        <button type="button">The last 30 seconds</button>
      </div>
    </MoreTools>
  ));
  const menu = view.container.querySelector<HTMLElement>(".more-tools");
  if (!menu) throw new Error("there is no menu");
  const hide = vi.fn();
  menu.hidePopover = hide;
  vi.spyOn(menu, "matches").mockReturnValue(isOpen);
  const press = (text: string) => fireEvent.click(view.getByText(text));
  return { ...view, menu, hide, press };
}

test("opens by one button, and what is pressed in it closes it", () => {
  const { getByRole, menu, hide, press } = show(true);
  expect(getByRole("button", { name: "More" }).getAttribute("popovertarget")).toBe(menu.id);
  press("Mute");
  expect(hide).toHaveBeenCalledTimes(1);
});

test("what opens a menu within it, and what is in that, leaves it open", () => {
  const { hide, press } = show(true);
  press("Keep");
  press("The last 30 seconds");
  expect(hide).not.toHaveBeenCalled();
});

test("where the buttons are in the bar there is nothing to close", () => {
  const { hide, press } = show(false);
  press("Mute");
  expect(hide).not.toHaveBeenCalled();
});
