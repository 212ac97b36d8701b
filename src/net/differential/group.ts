/** Groups that stand alone: what is read of them, before and after their end. */
import type { Scenario } from "./scenarios.ts";
import { frame, text } from "./scenarios.ts";

export const group: Record<string, Scenario> = {
  "is read before and after its end": async ({ Group }, trace) => {
    const producer = new Group.Producer(7);
    const before = producer.consume();
    void trace.wait("read while there is nothing", () => before.readString());
    await trace.settle();
    producer.writeString("a");
    await trace.settle();
    void trace.wait("read while it is closed", () => before.readFrame());
    producer.close();
    await trace.settle();
    void trace.wait("read after", () => before.readFrame());
    void trace.wait("JSON after", () => before.readJson());
    void trace.wait("bool after", () => before.readBool());
    void trace.wait("string after", () => before.readString());
    void trace.wait("sequence after", () => before.readFrameSequence());
    trace.note("try after", before.tryReadFrame());
    void trace.wait("readable after", () => before.readable());
    await trace.settle();
  },
  "is broken off with frames unread": async ({ Group, Time }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.consume();
    for (const value of ["a", "b", "c"]) producer.writeFrame(frame(Time, value));
    void trace.wait("one", async () => text(await reader.readFrame()));
    await trace.settle();
    const error = trace.error("broken");
    trace.call("close", () => producer.close(error));
    trace.note("closed", [producer.closed.peek(), reader.closed.peek(), reader.isClosed, reader.done]);
    trace.note("try", text(reader.tryReadFrame()));
    void trace.wait("two", async () => text(await reader.readFrame()));
    void trace.wait("three", async () => text(await reader.readFrame()));
    await trace.settle();
    trace.note("done", reader.done);
    void trace.wait("four", async () => text(await reader.readFrame()));
    await trace.settle();
    trace.note("late", producer.closed.peek());
    void trace.wait("closed", () => Promise.resolve(reader.closed));
    await trace.settle();
  },
  "that is broken off is read late": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    producer.writeString("a");
    producer.close(trace.error("broken"));
    const reader = trace.call("consume", () => producer.consume());
    if (!reader) return;
    const mirror = trace.call("mirror", () => producer.mirror());
    trace.note("closed", reader.closed.peek());
    void trace.wait("read", () => reader.readString());
    void trace.wait("read", () => reader.readString());
    await trace.settle();
    void trace.wait("read mirror", () => mirror?.readString() ?? Promise.resolve(undefined));
    void trace.wait("read mirror", () => mirror?.readString() ?? Promise.resolve(undefined));
    await trace.settle();
  },
  "is closed twice, and written to after": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    producer.close();
    trace.call("close", () => producer.close(trace.error("late")));
    trace.note("closed", producer.closed.peek());
    trace.call("write", () => producer.writeString("a"));
    trace.call("JSON", () => producer.writeJson(1));
    trace.call("bool", () => producer.writeBool(true));
    trace.call("consume", () => producer.consume());
    trace.note("closed", producer.isClosed);
  },
  "is closed by its reader, with a read waiting": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    void trace.wait("read", () => reader.readFrame());
    void trace.wait("readable", () => reader.readable());
    await trace.settle();
    reader.close();
    await trace.settle();
    trace.note("closed", [reader.closed.peek(), reader.isClosed, reader.done]);
    trace.call("close", () => reader.close(trace.error("late")));
    trace.note("producer", producer.closed.peek());
    void trace.wait("read", () => reader.readFrame());
    trace.call("write", () => producer.writeString("a"));
    await trace.settle();
  },
  "is closed by its reader with an error": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    void trace.wait("read", () => reader.readFrame());
    await trace.settle();
    reader.close(trace.error("enough"));
    await trace.settle();
    void trace.wait("read", () => reader.readFrame());
    void trace.wait("closed", () => Promise.resolve(reader.closed));
    await trace.settle();
  },
  "is closed by a mirror with frames unread": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    producer.writeString("a");
    producer.writeString("b");
    reader.close();
    trace.note("state", [reader.done, reader.isClosed, reader.frameCount]);
    void trace.wait("read", () => reader.readString());
    await trace.settle();
    trace.note("try", reader.tryReadFrame());
  },
  "has bad data": async ({ Group, Time }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.consume();
    const bytes = (...payload: number[]) => ({
      payload: new Uint8Array(payload),
      timestamp: Time.Timestamp.fromMillis(0),
    });
    for (const payload of [[], [2], [1, 1], [0, 1], [0], [1]]) {
      producer.writeFrame(bytes(...payload));
      void trace.wait(`bool of [${payload}]`, () => reader.readBool());
      await trace.settle();
    }
    for (const payload of ["", "{", "null", "0", "false", '""', "[1]", " 1 ", "nul"]) {
      producer.writeString(payload);
      void trace.wait(`JSON of ${payload}`, () => reader.readJson());
      await trace.settle();
    }
    for (const payload of [[], [0xff], [0xef, 0xbb, 0xbf, 65], [0]]) {
      producer.writeFrame(bytes(...payload));
      void trace.wait(`string of [${payload}]`, () => reader.readString());
      await trace.settle();
    }
    trace.call("undefined as JSON", () => producer.writeJson(undefined));
    void trace.wait("read it", () => reader.readJson());
    await trace.settle();
    producer.close();
  },
  "is read from a sequence on": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    for (let i = 0; i < 4; i++) producer.writeString(`${i}`);
    const show = (read: { sequence: number; payload: Uint8Array } | undefined) =>
      read && [read.sequence, text(read)];
    void trace.wait("from 2", async () => show(await reader.readFrameSequence({ from: 2 })));
    await trace.settle();
    void trace.wait("from 1", async () => show(await reader.readFrameSequence({ from: 1 })));
    void trace.wait("from 6", async () => show(await reader.readFrameSequence({ from: 6 })));
    for (let i = 4; i < 8; i++) producer.writeString(`${i}`);
    await trace.settle();
    void trace.wait("next", async () => show(await reader.readFrameSequence()));
    producer.close();
    void trace.wait("from 100", async () => show(await reader.readFrameSequence({ from: 100 })));
    await trace.settle();
    trace.note("frames", reader.frameCount);
  },
  "has mirrors that are counted": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const log = (what: string) => trace.note(what, producer.used.peek());
    void trace.wait("unused at once", () => producer.unused());
    await trace.settle();
    const [one, two] = [producer.mirror(), producer.mirror()];
    log("two");
    void trace.wait("unused", () => producer.unused());
    one.close();
    log("one");
    await trace.settle();
    producer.consume();
    two.close();
    log("none");
    await trace.settle();
    const three = producer.mirror();
    void trace.wait("unused at its end", () => producer.unused());
    producer.close();
    await trace.settle();
    three.close();
    producer.mirror();
    await trace.settle();
    log("after");
  },
  "tells its end to those who listen": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    producer.closed.subscribe((value) => trace.note("producer told", value));
    reader.closed.subscribe((value) => trace.note("reader told", value));
    producer.writeString("a");
    await trace.settle();
    producer.close();
    trace.note("at once", [producer.closed.peek(), reader.closed.peek()]);
    await trace.settle();
    void trace.wait("awaited", () => Promise.resolve(reader.closed));
    await trace.settle();
  },
  "has two reads waiting": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    void trace.wait("one", async () => text(await reader.readFrame()));
    void trace.wait("two", async () => text(await reader.readFrame()));
    await trace.settle();
    producer.writeString("a");
    await trace.settle();
    producer.writeString("b");
    await trace.settle();
  },
  "keeps the timestamps it is given": async ({ Group, Time }, trace) => {
    const producer = new Group.Producer(0);
    const reader = producer.mirror();
    const stamps = [
      Time.Timestamp.fromMillis(1.25),
      Time.Timestamp.fromMicros(1_500),
      new Time.Timestamp(90_001, Time.Timescale(90_000)),
    ];
    for (const timestamp of stamps) {
      producer.writeFrame({ payload: new Uint8Array(), timestamp });
      const read = await reader.readFrame();
      trace.note("timestamp", [read?.timestamp.value, read?.timestamp.scale]);
    }
  },
  "is longer than what is kept": async ({ Group }, trace) => {
    const producer = new Group.Producer(0);
    const [reader, trying, from] = [producer.mirror(), producer.mirror(), producer.mirror()];
    for (let i = 0; i < 1024; i++) producer.writeString(`${i}`);
    trace.note("all kept", [reader.skipped, reader.frameCount, trying.skipped]);
    const late = producer.mirror();
    void trace.wait("late", () => late.readString());
    await trace.settle();
    producer.writeString("1024");
    producer.writeString("1025");
    trace.note("lagged", [reader.skipped, reader.frameCount, reader.done, reader.isClosed]);
    void trace.wait("read", () => reader.readString());
    await trace.settle();
    trace.note("try", text(trying.tryReadFrame()));
    trace.note("skipped", trying.skipped);
    const next = trace.call("try sequence", () => trying.tryReadFrameSequence()?.sequence);
    trace.note("then", next);
    void trace.wait("from 2", async () => (await from.readFrameSequence({ from: 2 }))?.sequence);
    void trace.wait("from 3", async () => (await from.readFrameSequence({ from: 3 }))?.sequence);
    await trace.settle();
    producer.close();
    void trace.wait("read again", () => reader.readString());
    await trace.settle();
  },
};
