import { expect, it, onTestFinished, vi } from "vitest";
import { Broadcast, Time } from "./index.ts";
import { receiver } from "./receiver.ts";

const frame = (millis: number) => ({
  payload: Uint8Array.of(1),
  timestamp: Time.Timestamp.fromMillis(millis),
});

it("a reader that has waited often is woken once by what ends, however many groups are newer than its own", async () => {
  const broadcast = new Broadcast.Producer();
  // As a session has it: where this process alone reads, what breaks off only ends.
  expect(broadcast.handle).toBeDefined();
  const track = broadcast.createTrack("t", { latencyMax: 60_000 });
  const subscriber = track.subscribe({ latencyMax: 60_000 });
  const group = track.appendGroup();
  group.writeFrame(frame(0));
  const reader = await subscriber.recvGroup();
  if (!reader) throw new Error("the group did not come");
  onTestFinished(() => {
    reader.close();
    subscriber.close();
    group.close();
    track.close();
    broadcast.close();
  });
  await reader.readFrame();
  /** Reads a frame that is written while the reader waits for it. */
  const waitForOne = async (meanwhile = () => {}) => {
    const reading = reader.readFrame();
    await Promise.resolve();
    meanwhile();
    group.writeFrame(frame(1));
    await reading;
  };
  let newest = group;
  for (let i = 1; i <= 20; i++) {
    const before = newest;
    await waitForOne(() => {
      newest = track.appendGroup();
      newest.writeFrame(frame(i));
      if (before !== group) before.close();
    });
  }
  for (let i = 0; i < 500; i++) await waitForOne();
  const reading = reader.readFrame();
  await Promise.resolve();
  const woken = vi.spyOn(receiver, "woken");
  newest.close(new Error("broken off"));
  expect(woken.mock.calls.length).toBe(1);
  woken.mockRestore();
  group.writeFrame(frame(2));
  await reading;
});
