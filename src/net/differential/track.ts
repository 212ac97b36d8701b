/** Tracks in one process: how they are written, served and ended. */
import { next, read, recv, type Subscriber, shown, state } from "./reads.ts";
import type { Scenario } from "./scenarios.ts";

export const track: Record<string, Scenario> = {
  "is closed with groups unread": async ({ Track }, trace) => {
    for (const error of [undefined, trace.error("broken")]) {
      const producer = new Track.Producer("t");
      const [before, frames] = [producer.subscribe(), producer.subscribe()];
      producer.writeString("a");
      const open = producer.appendGroup();
      open.writeString("b");
      trace.call("close", () => producer.close(error));
      trace.note("group", [open.isClosed, open.closed.peek()]);
      trace.call("write", () => open.writeString("c"));
      state(trace, before);
      for (const reader of [before, producer.subscribe()]) {
        state(trace, reader);
        for (let i = 0; i < 3; i++) void recv(trace, reader);
        await trace.settle();
      }
      for (let i = 0; i < 3; i++) void read(trace, frames);
      await trace.settle();
      trace.call("append", () => producer.appendGroup());
      trace.call("write", () => producer.writeString("late"));
      trace.call("datagram", () => producer.appendDatagram(open as never, new Uint8Array(1)));
      trace.call("close", () => producer.close());
      trace.note("closed", producer.closed.peek());
    }
  },
  "is closed while it is read": async ({ Track }, trace) => {
    for (const error of [undefined, trace.error("broken")]) {
      const producer = new Track.Producer("t").accept();
      const readers = [0, 1, 2, 3].map(() => producer.subscribe()) as [
        Subscriber,
        Subscriber,
        Subscriber,
        Subscriber,
      ];
      void recv(trace, readers[0]);
      void next(trace, readers[1]);
      void read(trace, readers[2]);
      void trace.wait("datagram", () => readers[3].recvDatagram());
      void trace.wait("unused", () => producer.unused());
      await trace.settle();
      producer.close(error);
      trace.note("at once", readers[0].closed.peek());
      await trace.settle();
      for (const reader of readers) {
        void recv(trace, reader);
        void next(trace, reader);
        void read(trace, reader);
        void trace.wait("datagram", () => reader.recvDatagram());
        void trace.wait("closed", () => Promise.resolve(reader.closed));
        await trace.settle();
      }
    }
  },
  "has a subscriber that is closed": async ({ Track }, trace) => {
    for (const error of [undefined, trace.error("enough")]) {
      const producer = new Track.Producer("t").accept();
      const reader = producer.subscribe();
      producer.writeString("a");
      const open = producer.appendGroup();
      open.writeString("b");
      const held = await reader.recvGroup();
      reader.close(error);
      reader.close(trace.error("again"));
      state(trace, reader);
      trace.note("held", [held?.closed.peek(), held?.done]);
      void recv(trace, reader);
      void next(trace, reader);
      void read(trace, reader);
      void trace.wait("datagram", () => reader.recvDatagram());
      void trace.wait("info", () => reader.info());
      trace.note("try", reader.tryRecvGroup());
      await trace.settle();
      trace.note("used", producer.used.peek());
      reader.update({ priority: 3 });
      trace.note("subscription", reader.subscription.peek());
      open.writeString("c");
      producer.close();
    }
  },
  "has a subscriber that is closed while it reads": async ({ Track }, trace) => {
    for (const error of [undefined, trace.error("enough")]) {
      const producer = new Track.Producer("t").accept();
      const reader = producer.subscribe();
      void recv(trace, reader);
      await trace.settle();
      void trace.wait("closed", () => Promise.resolve(reader.closed));
      reader.close(error);
      await trace.settle();
      const frames = producer.subscribe();
      void read(trace, frames);
      await trace.settle();
      frames.close(error);
      await trace.settle();
    }
  },
  "has groups out of order": async ({ Group, Track }, trace) => {
    const producer = new Track.Producer("t");
    const [one, two, three] = [producer.subscribe(), producer.subscribe(), producer.subscribe()];
    const put = (sequence: number, end = true) => {
      const group = new Group.Producer(sequence);
      group.writeString(`of ${sequence}`);
      if (end) group.close();
      trace.call(`put ${sequence}`, () => producer.writeGroup(group));
      return group;
    };
    for (const sequence of [5, 2, 9]) put(sequence);
    state(trace, one);
    void recv(trace, one);
    void next(trace, two);
    await trace.settle();
    put(1);
    put(7);
    for (let i = 0; i < 4; i++) void recv(trace, one);
    for (let i = 0; i < 3; i++) void next(trace, two);
    await trace.settle();
    put(3);
    void next(trace, two, "waits");
    void recv(trace, one);
    await trace.settle();
    trace.note("append", producer.appendGroup().sequence);
    await trace.settle();
    put(7);
    put(10);
    put(0);
    for (let i = 0; i < 7; i++) {
      void read(trace, three);
      await trace.settle();
    }
    producer.close();
    await trace.settle();
  },
  "takes the place of a group that broke off": async ({ Group, Track }, trace) => {
    const producer = new Track.Producer("t");
    const before = producer.subscribe();
    const broken = new Group.Producer(4);
    producer.writeGroup(broken);
    broken.writeString("half");
    broken.close(trace.error("broken"));
    const whole = new Group.Producer(4);
    whole.writeString("whole");
    whole.close();
    trace.call("again", () => producer.writeGroup(whole));
    trace.call("and again", () => producer.writeGroup(new Group.Producer(4)));
    for (const reader of [before, producer.subscribe()]) {
      trace.note("recv", shown(reader.tryRecvGroup()));
      trace.note("recv", shown(reader.tryRecvGroup()));
    }
    producer.close();
    await trace.settle();
  },
  "has one group that breaks off": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const [groups, frames] = [producer.subscribe(), producer.subscribe()];
    const broken = producer.appendGroup();
    broken.writeString("half");
    broken.close(trace.error("broken"));
    producer.writeString("whole");
    const group = await groups.recvGroup();
    trace.note("closed", group?.closed.peek());
    void trace.wait("half", async () => group?.readString());
    void trace.wait("then", async () => group?.readString());
    await trace.settle();
    void recv(trace, groups);
    void read(trace, frames);
    void read(trace, frames);
    await trace.settle();
    producer.close();
  },
  "has a group that breaks off while it is read": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const groups = producer.subscribe();
    const open = producer.appendGroup();
    open.writeString("half");
    const group = await groups.recvGroup();
    void trace.wait("half", async () => group?.readString());
    void trace.wait("then", async () => group?.readString());
    await trace.settle();
    open.close(trace.error("broken"));
    await trace.settle();
    void trace.wait("closed", async () => group?.closed);
    await trace.settle();
    producer.close();
  },
  "has its properties accepted late, and twice": async ({ Track }, trace) => {
    const producer = new Track.Producer("t");
    const reader = producer.subscribe();
    void trace.wait("info", () => producer.info());
    void trace.wait("reader's", () => reader.info());
    producer.writeString("a");
    await trace.settle();
    trace.call("accept", () => producer.accept({ priority: 2, ordered: true, timescale: 90_000 as never }));
    await trace.settle();
    trace.call("accept", () => producer.accept({ priority: 3 }));
    void trace.wait("info", () => producer.info());
    void trace.wait("reader's", () => reader.info());
    void trace.wait("late reader's", () => producer.subscribe().info());
    await trace.settle();
    producer.close();
    void trace.wait("info", () => producer.info());
    void trace.wait("late reader's", () => producer.subscribe().info());
    trace.call("accept", () => producer.accept({ priority: 4 }).closed.peek());
    await trace.settle();
  },
  "is closed before its properties are known": async ({ Track }, trace) => {
    for (const error of [undefined, trace.error("broken")]) {
      const producer = new Track.Producer("t");
      const reader = producer.subscribe();
      void trace.wait("info", () => producer.info());
      void trace.wait("reader's", () => reader.info());
      await trace.settle();
      producer.close(error);
      await trace.settle();
      void trace.wait("late reader's", () => producer.subscribe().info());
      await trace.settle();
    }
  },
  "has datagrams": async ({ Time, Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const at = Time.Timestamp.fromMillis(2);
    trace.call("nobody there", () => producer.appendDatagram(at, new Uint8Array([0])));
    const [reader, other] = [producer.subscribe(), producer.subscribe()];
    const receive = (from: Subscriber) =>
      trace.wait("datagram", async () => {
        const got = await from.recvDatagram();
        return got && [got.sequence, got.timestamp.value, got.timestamp.scale, [...got.payload]];
      });
    void receive(reader);
    await trace.settle();
    trace.call("append", () => producer.appendDatagram(at, new Uint8Array([1, 2])));
    await trace.settle();
    trace.call("write", () =>
      producer.writeDatagram({ sequence: 9, timestamp: at, payload: new Uint8Array() }),
    );
    trace.call("write older", () =>
      producer.writeDatagram({ sequence: 4, timestamp: at, payload: new Uint8Array([4]) }),
    );
    trace.note("group", producer.appendGroup().sequence);
    trace.call("append", () => producer.appendDatagram(at, new Uint8Array([3])));
    for (let i = 0; i < 3; i++) void receive(reader);
    await trace.settle();
    void next(trace, reader);
    await trace.settle();
    void next(trace, other);
    await trace.settle();
    producer.writeString("after");
    await trace.settle();
    trace.call("too large", () => producer.appendDatagram(at, new Uint8Array(65_536)));
    trace.call("too large", () =>
      producer.writeDatagram({ sequence: 99, timestamp: at, payload: new Uint8Array(65_536) }),
    );
    trace.call("large", () => producer.appendDatagram(at, new Uint8Array(65_535)));
    await new Promise((resolve) => setTimeout(resolve, 80));
    void receive(other);
    await trace.settle();
    producer.close();
    await trace.settle();
    void receive(reader);
    await trace.settle();
    trace.call("after", () => producer.appendDatagram(at, new Uint8Array([9])));
    trace.call("after", () =>
      producer.writeDatagram({ sequence: 200, timestamp: at, payload: new Uint8Array() }),
    );
  },
  "has bad data": async ({ Time, Track }, trace) => {
    const producer = new Track.Producer("t").accept();
    const reader = producer.subscribe();
    for (const payload of [[], [2], [1, 1], [0, 1], [0], [1]]) {
      producer.writeFrame({ payload: new Uint8Array(payload), timestamp: Time.Timestamp.fromMillis(0) });
      void trace.wait(`bool of [${payload}]`, () => reader.readBool());
      await trace.settle();
    }
    for (const payload of ["", "{", "null", "0", "false", '""', "[1]"]) {
      producer.writeString(payload);
      void trace.wait(`JSON of ${payload}`, () => reader.readJson());
      await trace.settle();
      producer.writeString(payload);
      void trace.wait(`string of ${payload}`, () => reader.readString());
      await trace.settle();
    }
    trace.call("undefined", () => producer.writeJson(undefined));
    producer.close();
    void trace.wait("bool at the end", () => reader.readBool());
    void trace.wait("JSON at the end", () => reader.readJson());
    void trace.wait("string at the end", () => reader.readString());
    await trace.settle();
  },
  "tells whether it is used": async ({ Track }, trace) => {
    const producer = new Track.Producer("t");
    producer.used.subscribe((used) => trace.note("used", used));
    producer.subscription.subscribe((asked) => trace.note("asked", asked));
    void trace.wait("unused at once", () => producer.unused());
    await trace.settle();
    const one = producer.subscribe({ priority: 1 });
    await trace.settle();
    const two = producer.subscribe({ priority: 2, ordered: true });
    void trace.wait("unused", () => producer.unused());
    await trace.settle();
    one.close();
    await trace.settle();
    two.update({ priority: 8, latencyMax: 30, startGroup: 3, endGroup: 9 });
    await trace.settle();
    two.close();
    trace.note("at once", [producer.used.peek(), producer.subscription.peek()]);
    await trace.settle();
    const three = producer.subscribe();
    await trace.settle();
    void trace.wait("unused at the end", () => producer.unused());
    producer.close();
    await trace.settle();
    three.close();
    producer.subscribe();
    trace.note("late", [producer.used.peek(), producer.subscription.peek()]);
    void trace.wait("unused after", () => producer.unused());
    await trace.settle();
  },
  "keeps groups for as long as it says": async ({ Track }, trace) => {
    const producer = new Track.Producer("t").accept({ latencyMax: 30 });
    producer.writeString("old");
    const open = producer.appendGroup();
    open.writeString("open");
    const early = producer.subscribe();
    await new Promise((resolve) => setTimeout(resolve, 80));
    producer.writeString("new");
    const late = producer.subscribe();
    for (const [name, reader] of Object.entries({ early, late }))
      for (let i = 0; i < 3; i++) trace.note(name, shown(reader.tryRecvGroup()));
    producer.close();
  },
};
