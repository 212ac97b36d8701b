import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, onTestFinished, vi } from "vitest";
import { Broadcast, Track } from "./index.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Collects what is dropped, and lets it be told of. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it("what is dropped without being closed is warned of, and what is closed is not", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  const warnings = () =>
    warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes("dropped"));
  (() => {
    const broadcast = new Broadcast.Producer();
    const track = broadcast.createTrack("closed");
    const subscriber = track.subscribe();
    for (const handle of [subscriber, track, broadcast]) handle.close();
  })();
  await settle();
  expect(warnings()).toEqual([]);
  (() => {
    new Broadcast.Producer();
    new Track.Producer("left").accept();
  })();
  await settle();
  expect(warnings().filter((text) => text.startsWith("a broadcast"))).toHaveLength(1);
  expect(warnings().filter((text) => text.startsWith("track left"))).toHaveLength(1);
});
