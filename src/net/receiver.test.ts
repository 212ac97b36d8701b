import { expect, it, onTestFinished, vi } from "vitest";
import { Broadcast, Time } from "./index.ts";
import { receiver, takeFrame } from "./receiver.ts";

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

it("what is given stays as it was given, whatever is given after it and of whatever size", () => {
  const sizes = [0, 1, 100, 1_500, 4_096, 4_097, 32_768, 65_536];
  // More than one block's worth of small ones.
  const rounds = 20;
  const memory = new Uint8Array(65_536);
  const taken: { size: number; fill: number; payload: Uint8Array | undefined }[] = [];
  for (let i = 0; i < rounds * sizes.length; i++) {
    const size = sizes[i % sizes.length] ?? 0;
    memory.fill(i);
    receiver.frame(i, 0, memory.subarray(0, size));
    taken.push({ size, fill: i % 256, payload: takeFrame()?.payload });
  }
  memory.fill(255);
  for (const { size, fill, payload } of taken) {
    expect(payload?.byteLength).toBe(size);
    expect(payload?.every((byte) => byte === fill)).toBe(true);
  }
});
