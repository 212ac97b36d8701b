import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { expect, test } from "vitest";
import { ClipTimeline, FrameButtons } from "./clip-timeline.tsx";

function show(marks: { frame: number; label: string }[] = []) {
  const asked: [number, boolean][] = [];
  const [frame, setFrame] = createSignal(0);
  const { getByRole, getByText, container } = render(() => (
    <ClipTimeline
      frame={frame()}
      frames={600}
      framesPerSecond={60}
      marks={marks}
      onSeek={(frame, held) => asked.push([frame, held])}
    />
  ));
  const slider = getByRole("slider", { name: "Frame" }) as HTMLInputElement;
  return { asked, setFrame, slider, getByText, container };
}

test("says where the clip stands, in frames and on a clock", () => {
  const { setFrame, slider, getByText } = show();
  setFrame(90);
  expect(slider.value).toBe("90");
  expect(slider.getAttribute("aria-valuetext")).toBe("frame 90 of 600, 0:01.5");
  getByText("0:01.5 / 0:10.0");
  getByText("frame 90 of 600");
});

test("stays in the hand that holds it, whatever plays meanwhile, and then follows again", () => {
  const { asked, setFrame, slider, getByText } = show();
  fireEvent.input(slider, { target: { value: "300" } });
  expect(asked).toEqual([[300, true]]);
  setFrame(40);
  getByText("frame 300 of 600");
  fireEvent.change(slider, { target: { value: "300" } });
  expect(asked.at(-1)).toEqual([300, false]);
  setFrame(301);
  getByText("frame 301 of 600");
  expect(slider.value).toBe("301");
});

test("shows marks at their places, and their labels as text", () => {
  const { container } = show([{ frame: 150, label: "<b>here" }]);
  const mark = container.querySelector<HTMLElement>(".timeline-mark");
  expect(mark?.style.getPropertyValue("--at")).toBe("0.25");
  expect(mark?.title).toBe("<b>here");
});

test("buttons go a frame on and back, and play", () => {
  const done: (string | number)[] = [];
  const { getByRole } = render(() => (
    <FrameButtons paused onToggle={() => done.push("toggle")} onStep={(by) => done.push(by)} />
  ));
  for (const name of ["A frame back", "Play", "A frame on"]) fireEvent.click(getByRole("button", { name }));
  expect(done).toEqual([-1, "toggle", 1]);
});
