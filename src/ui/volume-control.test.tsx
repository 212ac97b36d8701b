import { fireEvent, render } from "@solidjs/testing-library";
import { beforeEach, expect, test } from "vitest";
import { MemoryStorage } from "./testing.ts";
import { createVolume } from "./volume.ts";
import { VolumeControl } from "./volume-control.tsx";

let storage: Storage;
beforeEach(() => {
  storage = new MemoryStorage();
});

function show() {
  const heard: Record<string, number | boolean> = {};
  const sink = {
    setVolume: (volume: number) => {
      heard.volume = volume;
    },
    setMuted: (muted: boolean) => {
      heard.muted = muted;
    },
  };
  const { getByRole, unmount } = render(() => {
    const volume = createVolume(sink, storage);
    return <VolumeControl volume={volume} />;
  });
  const mute = getByRole("button", { name: "Mute" });
  const slider = getByRole("slider", { name: "Volume" }) as HTMLInputElement;
  return { heard, mute, slider, unmount };
}

test("is audible and not too loud at first", () => {
  expect(show().heard).toEqual({ volume: 0.7, muted: false });
});

test("mutes, says so, and unmutes", () => {
  const { heard, mute } = show();
  fireEvent.click(mute);
  expect(heard.muted).toBe(true);
  expect(mute.getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(mute);
  expect(heard).toEqual({ volume: 0.7, muted: false });
});

test("follows the slider, which also unmutes", () => {
  const { heard, mute, slider } = show();
  fireEvent.click(mute);
  fireEvent.input(slider, { target: { value: "35" } });
  expect(heard).toEqual({ volume: 0.35, muted: false });
});

test("is as it was left on the next visit", () => {
  const first = show();
  fireEvent.input(first.slider, { target: { value: "20" } });
  fireEvent.click(first.mute);
  first.unmount();
  const second = show();
  expect(second.heard).toEqual({ volume: 0.2, muted: true });
  expect(second.slider.value).toBe("20");
});

test.each(["", "{", "7", '{"volume":9,"muted":"no"}', '{"volume":null}', "[]"])(
  "ignores what is kept if it is %j",
  (kept) => {
    storage.setItem("moq-arcade.volume", kept);
    expect(show().heard).toEqual({ volume: 0.7, muted: false });
  },
);

test("works where nothing may be kept", () => {
  storage.getItem = () => {
    throw new DOMException("denied", "SecurityError");
  };
  storage.setItem = storage.getItem as unknown as Storage["setItem"];
  const { heard, mute } = show();
  fireEvent.click(mute);
  expect(heard).toEqual({ volume: 0.7, muted: true });
});
