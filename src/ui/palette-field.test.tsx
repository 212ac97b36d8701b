import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { expect, test } from "vitest";
import { PaletteField } from "./palette-field.tsx";

const CHOICES = [
  { value: "grey", label: "Grey", colors: ["rgb(255, 255, 255)", "rgb(0, 0, 0)"] },
  { value: "amber", label: "Amber", colors: ["rgb(255, 226, 163)", "rgb(32, 12, 2)"] },
];

test("tells what was chosen, shows its colours, and says of which games it is", () => {
  const chosen: string[] = [];
  const [value, setValue] = createSignal("grey");
  const { container, getByRole } = render(() => (
    <PaletteField
      value={value()}
      choices={CHOICES}
      text="For some games."
      onChoose={(name) => {
        chosen.push(name);
        setValue(name);
      }}
    />
  ));
  const select = getByRole("combobox", { name: "Palette", description: "For some games." });
  const swatch = () =>
    [...container.querySelectorAll<HTMLElement>(".palette-swatch > span")].map(
      (span) => span.style.background,
    );
  expect(swatch()).toEqual(CHOICES[0]?.colors);
  fireEvent.change(select, { target: { value: "amber" } });
  expect(chosen).toEqual(["amber"]);
  expect((select as HTMLSelectElement).value).toBe("amber");
  expect(swatch()).toEqual(CHOICES[1]?.colors);
});
