import { render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeCanvas, Screen } from "./screen.tsx";

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(700);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a picture of whole pixels may have an LCD's gaps; one that fills its room has none", () => {
  const [shape, setShape] = createSignal<"whole" | "fill">("whole");
  const [lcd, setLcd] = createSignal(false);
  const { container } = render(() => (
    <Screen canvas={makeCanvas()} label="The game" fit={shape()} lcd={lcd()} />
  ));
  const width = () => container.querySelector<HTMLElement>(".screen-glass")?.style.width;
  const gaps = () => container.querySelector<HTMLElement>(".screen-lcd");
  expect(width()).toBe("480px");
  expect(gaps()).toBeNull();
  setLcd(true);
  expect(gaps()?.style.getPropertyValue("--lcd-pixel")).toBe("3px");
  setShape("fill");
  expect(Number.parseFloat(width() ?? "")).toBeCloseTo(555.56, 1);
  expect(gaps()).toBeNull();
});
