import { Signal } from "@moq/signals";
import { render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { HostStats, PlayStats } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { HostStatsLine, median, PlayStatsLine } from "./stats-line.tsx";
import { tick, watchMutations } from "./testing.ts";

const STATS: PlayStats = {
  framesPerSecond: 59.73,
  framesShown: 100,
  inputLatencyMs: [31, 90, 40],
  jitterMs: 20,
  audioBufferMs: 80,
  audioUnderruns: 0,
};

test("the median is the middle, and the mean of two middles", () => {
  expect(median([])).toBeUndefined();
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 1, 2, 30])).toBe(6);
});

test("shows figures with their units, and a dash for what is not measured", () => {
  const { container, unmount } = render(() => <PlayStatsLine stats={STATS} />);
  expect(container.textContent).toBe(
    "frames/s59.7input to picture40 mspicture buffer20 mssound buffer80 mssound gaps0",
  );
  unmount();
  const none = render(() => <PlayStatsLine stats={{ ...STATS, inputLatencyMs: [] }} />);
  expect(none.container.textContent).toContain("input to picture–");
});

test("an update writes only the figures that differ", async () => {
  const signal = new Signal(STATS);
  const { container } = render(() => {
    const stats = createAccessor(signal);
    return <PlayStatsLine stats={stats()} />;
  });
  const mutations = watchMutations(container);
  signal.set({ ...STATS, framesPerSecond: 58.1, framesShown: 200 });
  await tick();
  const records = mutations();
  expect(records.map((record) => [record.type, record.target.textContent])).toEqual([
    ["characterData", "58.1"],
  ]);
});

test("a host sees what is encoded, and that nothing is", () => {
  const stats: HostStats = {
    framesPerSecond: 59.7,
    emulationMs: 0.62,
    encodeMs: 2.81,
    viewers: 3,
    encoding: ["video", "audio"],
    uploadBitsPerSecond: 402_600,
    droppedCommands: 4,
  };
  const { container, unmount } = render(() => <HostStatsLine stats={stats} />);
  expect(container.textContent).toContain("watching3");
  expect(container.textContent).toContain("encodedvideo, audio");
  expect(container.textContent).toContain("upload403 kbit/s");
  expect(container.textContent).toContain("dropped commands4");
  unmount();
  const idle = render(() => <HostStatsLine stats={{ ...stats, encoding: [] }} />);
  expect(idle.container.textContent).toContain("encodednothing");
});
