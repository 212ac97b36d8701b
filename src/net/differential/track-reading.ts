/** Tracks in one process: which part of one a subscriber is given, and in which order. */
import { next, read, recv, shown, state } from "./reads.ts";
import { frame, type Scenario } from "./scenarios.ts";

export const trackReading: Record<string, Scenario> = {
  "has bounds for its reader": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    for (let i = 0; i < 6; i++) producer.writeString(`${i}`);
    const reader = producer.subscribe();
    reader.startAt(2);
    reader.endAt(2);
    void recv(trace, reader);
    void recv(trace, reader, "waits");
    await trace.settle();
    trace.note("try", reader.tryRecvGroup());
    reader.endAt(4);
    await trace.settle();
    reader.startAt(0);
    void recv(trace, reader);
    await trace.settle();
    producer.close();
    state(trace, reader);
    void recv(trace, reader, "at the end");
    await trace.settle();
    reader.endAt();
    await trace.settle();
    void recv(trace, reader, "over");
    await trace.settle();
  },
  "has a first group for its reader that is lowered again": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    reader.startAt(4);
    producer.writeString("0");
    producer.writeString("1");
    reader.startAt(1);
    void recv(trace, reader);
    await trace.settle();
    reader.startAt(3);
    for (let i = 2; i < 5; i++) producer.writeString(`${i}`);
    void next(trace, reader);
    await trace.settle();
    producer.close();
  },
  "has bounds above what there is, and is closed": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    reader.endAt(0);
    producer.writeString("0");
    producer.writeString("1");
    void recv(trace, reader);
    void recv(trace, reader, "held");
    await trace.settle();
    producer.close();
    await trace.settle();
    reader.close();
    await trace.settle();
  },
  "is asked for groups that it no longer has, or has not yet": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    for (let i = 0; i < 4; i++) producer.writeString(`${i}`);
    for (const options of [
      { startGroup: 2 },
      { endGroup: 1 },
      { startGroup: 1, endGroup: 2 },
      { startGroup: 9 },
      { latencyMax: 0 },
      { latencyMax: 1e9 },
    ]) {
      const reader = producer.subscribe(options);
      trace.note("asked", [producer.subscription.peek(), reader.subscription.peek()]);
      for (let group = reader.tryRecvGroup(); group; group = reader.tryRecvGroup())
        trace.note("has", shown(group));
      reader.close();
      await trace.settle();
    }
    producer.close();
  },
  "tells what is newest": async ({ Group, Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    state(trace, reader);
    const first = producer.appendGroup();
    state(trace, reader);
    first.writeString("a");
    first.writeString("b");
    state(trace, reader);
    producer.writeGroup(new Group.Producer(5));
    state(trace, reader);
    producer.writeGroup(new Group.Producer(3));
    state(trace, reader);
    reader.tryRecvGroup();
    state(trace, reader);
    reader.tryRecvGroup();
    reader.tryRecvGroup();
    state(trace, reader);
    const late = producer.subscribe();
    state(trace, late, "late");
    producer.close();
    state(trace, reader);
    state(trace, late, "late");
    late.close();
    state(trace, late, "late");
    state(trace, producer.subscribe(), "later");
  },
  "has forks": async ({ Track }, trace) => {
    const producer = new Track.Producer("t");
    const reader = producer.subscribe({ priority: 4 });
    producer.writeString("a");
    const fork = trace.call("fork", () => reader.fork());
    if (!fork) return;
    trace.note("asked", [fork.subscription.peek(), producer.subscription.peek()]);
    void recv(trace, fork, "fork");
    void recv(trace, reader);
    await trace.settle();
    reader.close();
    producer.writeString("b");
    void recv(trace, fork, "fork");
    await trace.settle();
    const again = trace.call("fork of one that is closed", () => reader.fork({ priority: 9 }));
    if (again) void recv(trace, again, "its");
    await trace.settle();
    trace.note("used", producer.used.peek());
    producer.close();
    const last = trace.call("fork at the end", () => fork.fork());
    if (last) void recv(trace, last, "last");
    await trace.settle();
  },
  "is read frame by frame": async ({ Time, Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    const [first, second] = [producer.appendGroup(), producer.appendGroup()];
    for (const value of ["a", "b"]) first.writeFrame(frame(Time, value));
    second.writeFrame(frame(Time, "c"));
    void read(trace, reader);
    void read(trace, reader);
    await trace.settle();
    first.writeFrame(frame(Time, "b2"));
    void read(trace, reader);
    await trace.settle();
    void read(trace, reader);
    await trace.settle();
    first.writeFrame(frame(Time, "lost"));
    void read(trace, reader, "waits");
    await trace.settle();
    const third = producer.appendGroup();
    await trace.settle();
    third.writeFrame(frame(Time, "d"));
    await trace.settle();
    second.close();
    third.close();
    void read(trace, reader, "waits for a group");
    await trace.settle();
    producer.writeString("e");
    await trace.settle();
    producer.appendGroup().writeString("f");
    void recv(trace, reader);
    await trace.settle();
    void read(trace, reader, "until the end");
    await trace.settle();
    producer.close();
    await trace.settle();
  },
  "is read frame by frame and group by group": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    for (const pair of ["ab", "cd", "ef"]) {
      const group = producer.appendGroup();
      for (const value of pair) group.writeString(value);
      group.close();
    }
    void read(trace, reader);
    await trace.settle();
    void recv(trace, reader);
    await trace.settle();
    void read(trace, reader);
    await trace.settle();
    void next(trace, reader);
    await trace.settle();
    producer.close();
    void read(trace, reader);
    await trace.settle();
  },
  "is read frame by frame with groups that are late": async ({ Group, Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    const put = (sequence: number, ...values: string[]) => {
      const group = new Group.Producer(sequence);
      for (const value of values) group.writeString(value);
      group.close();
      producer.writeGroup(group);
    };
    put(5, "five");
    void read(trace, reader);
    await trace.settle();
    put(3, "three");
    void read(trace, reader);
    await trace.settle();
    put(8, "eight", "eight b");
    reader.startAt(8);
    put(7, "seven");
    void read(trace, reader);
    await trace.settle();
    reader.endAt(7);
    void read(trace, reader);
    await trace.settle();
    producer.close();
    void read(trace, reader);
    await trace.settle();
  },
  "is lagged behind": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const [groups, frames, late] = [producer.subscribe(), producer.subscribe(), producer.subscribe()];
    const first = producer.appendGroup();
    for (let i = 0; i < 1025; i++) first.writeString(`${i}`);
    first.close();
    producer.writeString("next");
    void read(trace, frames);
    await trace.settle();
    void read(trace, frames);
    await trace.settle();
    const group = await groups.recvGroup();
    trace.note("group", [group?.skipped, group?.frameCount]);
    void trace.wait("read", async () => group?.readString());
    await trace.settle();
    trace.note("largest", late.largest());
    producer.close();
  },
};
