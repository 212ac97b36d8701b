/** What a track's subscribers give, written down. */
import type * as Ours from "../index.ts";
import { text } from "./scenarios.ts";
import type { Trace } from "./trace.ts";

export type Subscriber = Ours.Track.Subscriber;

/** Reads a group to its end, or to where it would wait. */
export const shown = (group: Ours.Group.Consumer | undefined) => {
  if (!group) return group;
  const frames: unknown[] = [group.sequence];
  for (let read = group.tryReadFrame(); read; read = group.tryReadFrame()) frames.push(text(read));
  return frames;
};

export const recv = (trace: Trace, subscriber: Subscriber, what = "recv") =>
  trace.wait(what, async () => shown(await subscriber.recvGroup()));
export const next = (trace: Trace, subscriber: Subscriber, what = "next") =>
  trace.wait(what, async () => shown(await subscriber.nextGroup()));
export const read = (trace: Trace, subscriber: Subscriber, what = "read") =>
  trace.wait(what, async () => {
    const from = await subscriber.readFrameSequence();
    return from && [from.group, from.frame, text(from)];
  });
export const state = (trace: Trace, subscriber: Subscriber, what = "state") =>
  trace.note(what, [subscriber.closed.peek(), subscriber.latest(), subscriber.largest()]);
