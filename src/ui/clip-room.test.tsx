import { fireEvent, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClipPicture } from "../arcade/clip/types.ts";
import { ClipMarks, DivergencePanel } from "./clip-room.tsx";

// jsdom draws nothing, and says so each time.
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

const picture = (frame: number): ClipPicture => ({
  frame,
  width: 4,
  height: 2,
  rgba: new Uint8ClampedArray(32),
});

test("a divergence is told at once, with both pictures and the way to its frame", () => {
  const gone: number[] = [];
  const { getByRole, getByText } = render(() => (
    <DivergencePanel
      divergence={{
        frame: 120,
        text: "The picture of frame 120 is not the one that was recorded.",
        actual: picture(600),
        expected: picture(600),
      }}
      onGo={(frame) => gone.push(frame)}
    />
  ));
  expect(getByRole("alert").textContent).toContain("The picture of frame 120 is not");
  for (const name of ["Frame 600 as recorded", "Frame 600 as it is here"]) {
    const canvas = getByRole("img", { name }) as HTMLCanvasElement;
    expect([canvas.width, canvas.height]).toEqual([4, 2]);
  }
  fireEvent.click(getByText("Go to frame 120"));
  expect(gone).toEqual([120]);
});

test("where the clip has kept no picture, there is the one that differs", () => {
  const { getAllByRole, getByText } = render(() => (
    <DivergencePanel divergence={{ frame: 7, text: "Different.", actual: picture(7) }} onGo={() => {}} />
  ));
  getByText(/the clip has no picture/);
  expect(getAllByRole("img").map((canvas) => canvas.getAttribute("aria-label"))).toEqual([
    "Frame 7 as it is here",
  ]);
});

test("marks lead to their frames, and their labels are text", () => {
  const gone: number[] = [];
  const marks = [
    { frame: 30, label: "first <b>squirrel</b>" },
    { frame: 90, label: "HOWL" },
  ];
  const { getByText, getByRole } = render(() => (
    <ClipMarks marks={marks} framesPerSecond={60} onGo={(frame) => gone.push(frame)} />
  ));
  getByText("first <b>squirrel</b>");
  fireEvent.click(getByRole("button", { name: "0:01.5 HOWL" }));
  expect(gone).toEqual([90]);
});
