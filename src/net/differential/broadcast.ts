/** Broadcasts in one process: tracks that are there and tracks that are asked for. */
import type { Scenario } from "./scenarios.ts";
import { text } from "./scenarios.ts";

export const broadcast: Record<string, Scenario> = {
  "is closed by its producer": async ({ Broadcast, Track }, trace) => {
    for (const error of [undefined, trace.error("gone")]) {
      const producer = new Broadcast.Producer();
      const consumer = producer.consume();
      const kept = producer.createTrack("kept");
      const reader = consumer.subscribe("kept");
      const asked = consumer.subscribe("asked");
      void trace.wait("asked", () => asked.recvGroup());
      void trace.wait("info", () => consumer.resolveTrackInfo("info"));
      void trace.wait("fetch", () => consumer.fetchGroup("fetched", 0));
      await trace.settle();
      trace.call("close", () => producer.close(error));
      trace.note("at once", [
        producer.closed.peek(),
        consumer.closed.peek(),
        asked.closed.peek(),
        reader.closed.peek(),
      ]);
      await trace.settle();
      kept.writeString("still");
      void trace.wait("kept", () => reader.readString());
      trace.call("subscribe", () => consumer.subscribe("kept"));
      trace.call("subscribe", () => producer.subscribe("kept"));
      trace.call("track", () => consumer.track("other").subscribe());
      void trace.wait("its info", () => consumer.resolveTrackInfo("kept"));
      void trace.wait("other info", () => consumer.track("other").info());
      void trace.wait("other info", () => producer.resolveTrackInfo("other"));
      void trace.wait("fetch", () => consumer.fetchGroup("kept", 0));
      void trace.wait("fetch", () => producer.fetchGroup("kept", 0));
      trace.call("create", () => producer.createTrack("new"));
      trace.call("insert", () => producer.insertTrack(new Track.Producer("new")));
      trace.call("remove", () => producer.removeTrack("kept"));
      void trace.wait("requested", () => producer.requested());
      void trace.wait("requested", () => consumer.requested());
      trace.call("close", () => producer.close(trace.error("again")));
      trace.call("consume", () => producer.consume().closed.peek());
      trace.note(
        "clone",
        trace.call("clone", () => consumer.clone().closed.peek()),
      );
      await trace.settle();
      kept.close();
    }
  },
  "has readers that are counted": async ({ Broadcast }, trace) => {
    for (const error of [undefined, trace.error("enough")]) {
      const producer = new Broadcast.Producer();
      const track = producer.createTrack("t");
      const one = producer.consume();
      const [two, three] = [one.clone(), producer.consume()];
      const state = () =>
        trace.note(
          "closed",
          [producer, one, two, three].map(({ closed }) => closed.peek()),
        );
      const held = one.subscribe("t");
      one.close();
      one.close();
      state();
      const again = trace.call("subscribe", () => one.subscribe("t"));
      track.writeString("a");
      void trace.wait("held", () => held.readString());
      void trace.wait("again", async () => again?.readString());
      await trace.settle();
      two.close(trace.error("two"));
      state();
      void trace.wait("requested", () => producer.requested());
      void trace.wait("awaited", () => Promise.resolve(one.closed));
      await trace.settle();
      three.close(error);
      state();
      await trace.settle();
      trace.call("subscribe", () => one.subscribe("t"));
      trace.call("create", () => producer.createTrack("u"));
      track.writeString("b");
      void trace.wait("held", () => held.readString());
      await trace.settle();
      track.close();
    }
  },
  "is asked for a track": async ({ Broadcast }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    void trace.wait("requested", () => producer.requested());
    await trace.settle();
    const reader = consumer.subscribe("t", { priority: 5, latencyMax: 70, startGroup: 2 });
    trace.note("reader", [reader.name, reader.closed.peek(), reader.latest(), reader.subscription.peek()]);
    await trace.settle();
    const second = consumer.subscribe("u", { priority: 1, latencyMax: 90 });
    consumer.subscribe("u", { priority: 7, endGroup: 4 });
    const request = await producer.requested();
    if (!request) return;
    trace.note("wants", [request.name, request.priority, request.subscription]);
    void trace.wait("info", () => second.info());
    await trace.settle();
    const track = trace.call("accept", () => request.accept({ priority: 3 }));
    if (!track) return;
    trace.note("used", [track.used.peek(), track.subscription.peek(), track.name]);
    track.writeString("a");
    trace.note("at once", [second.latest(), text(second.tryRecvGroup()?.tryReadFrame())]);
    await trace.settle();
    void trace.wait("more", () => second.readString());
    await trace.settle();
    track.writeString("b");
    await trace.settle();
    track.close(trace.error("broken"));
    trace.note("closed", second.closed.peek());
    void trace.wait("after", () => second.readString());
    await trace.settle();
    const anew = consumer.subscribe("u");
    trace.note("asked anew", (await producer.requested())?.name);
    anew.close();
    producer.close();
    await trace.settle();
  },
  "refuses a track": async ({ Broadcast, RemoteError }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    for (const error of [undefined, trace.error("no"), new RemoteError(80)]) {
      const readers = [consumer.subscribe("t"), consumer.subscribe("t")] as const;
      void trace.wait("recv", () => readers[0].recvGroup());
      void trace.wait("info", () => readers[1].info());
      const request = await producer.requested();
      trace.call("reject", () => request?.reject(error));
      await trace.settle();
      trace.note(
        "closed",
        readers.map(({ closed }) => closed.peek()),
      );
      void trace.wait("frame", () => readers[1].readFrame());
      await trace.settle();
      void trace.wait("other info", () => consumer.resolveTrackInfo("i"));
      (await producer.requested())?.reject(error);
      await trace.settle();
    }
    producer.close();
  },
  "gives requests by priority": async ({ Broadcast }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    for (const [name, priority] of Object.entries({ a: 1, b: 5, c: 5, d: 0, e: 9 }))
      consumer.subscribe(name, { priority });
    for (let i = 0; i < 5; i++)
      trace.note("requested", (await (i % 2 ? producer : consumer).requested())?.name);
    producer.close();
    await trace.settle();
  },
  "has requests that wait together": async ({ Broadcast }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    for (const who of ["one", "two"]) void trace.wait(who, async () => (await producer.requested())?.name);
    void trace.wait("three", async () => (await consumer.requested())?.name);
    await trace.settle();
    for (const name of ["a", "b"]) {
      consumer.subscribe(name);
      await trace.settle();
    }
    producer.close();
    await trace.settle();
  },
  "shares a track between those who ask": async ({ Broadcast }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const names: (string | undefined)[] = [];
    const serve = async () => {
      for (let request = await producer.requested(); request; request = await producer.requested()) {
        names.push(request.name);
        const track = request.accept({ latencyMax: 60_000 });
        track.writeString(`first of ${request.name}`);
      }
    };
    const serving = serve();
    const readers = [
      consumer.subscribe("t"),
      consumer.clone().subscribe("t"),
      consumer.track("t").subscribe(),
    ];
    await trace.settle();
    readers.push(producer.consume().subscribe("t"));
    for (const reader of readers) void trace.wait("read", () => reader.readString());
    await trace.settle();
    for (const reader of readers) reader.close();
    await trace.settle();
    const after = consumer.subscribe("t");
    void trace.wait("after all have left", () => after.readString());
    await trace.settle();
    const own = producer.subscribe("v");
    void trace.wait("the producer's own", () => own.readString());
    const other = producer.subscribe("v");
    void trace.wait("the producer's other", () => other.readString());
    await trace.settle();
    producer.close();
    await serving;
    trace.note("asked for", names.sort());
  },
  "has tracks that are kept": async ({ Broadcast, Track }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const track = producer.createTrack("t", { latencyMax: 60_000, priority: 2 });
    for (const value of ["a", "b", "c"]) track.writeString(value);
    trace.call("duplicate", () => producer.createTrack("t"));
    trace.call("duplicate", () => producer.insertTrack(new Track.Producer("t")));
    const reader = consumer.subscribe("t", { latencyMax: 0 });
    trace.note("used", [track.used.peek(), track.subscription.peek()]);
    trace.note("at once", [reader.latest(), reader.largest(), text(reader.tryRecvGroup()?.tryReadFrame())]);
    for (let i = 0; i < 3; i++) void trace.wait("read", () => reader.readString());
    await trace.settle();
    track.writeString("d");
    await trace.settle();
    reader.close();
    await trace.settle();
    trace.note("used", [track.used.peek(), track.subscription.peek()]);
    track.close();
    trace.call("again", () => producer.createTrack("t"));
    await trace.settle();
    producer.close();
  },
  "has its tracks removed": async ({ Broadcast, Track }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const created = producer.createTrack("t");
    const inserted = new Track.Producer("u").accept();
    producer.insertTrack(inserted);
    for (const track of [created, inserted]) {
      const reader = consumer.subscribe(track.name);
      track.writeString("a");
      producer.removeTrack(track.name);
      trace.note("closed", [track.closed.peek(), reader.closed.peek()]);
      trace.call("write", () => track.writeString("b"));
      void trace.wait("read", () => reader.readString());
      void trace.wait("read", () => reader.readString());
      await trace.settle();
      consumer.subscribe(track.name);
      trace.note("asked", (await producer.requested())?.name);
      track.close();
    }
    producer.removeTrack("never");
    producer.close();
  },
  "has groups fetched": async ({ Broadcast, Group }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const track = producer.createTrack("t", { latencyMax: 60_000 });
    for (const sequence of [1, 2, 4]) {
      const group = new Group.Producer(sequence);
      group.writeString(`${sequence}`);
      group.close();
      track.writeGroup(group);
    }
    for (const sequence of [0, 1, 2, 3, 4])
      void trace.wait(`fetch ${sequence}`, async () =>
        (await consumer.fetchGroup("t", sequence)).readString(),
      );
    await trace.settle();
    void trace.wait("to come", async () => (await consumer.track("t").fetchGroup(6)).readString());
    void trace.wait("passed over", async () => (await producer.fetchGroup("t", 5)).readString());
    await trace.settle();
    const six = new Group.Producer(6);
    track.writeGroup(six);
    await trace.settle();
    six.writeString("six");
    await trace.settle();
    void trace.wait("never", () => consumer.fetchGroup("t", 7));
    await trace.settle();
    six.close();
    track.close();
    await trace.settle();
    const asked = consumer.fetchGroup("asked", 1, { priority: 6 });
    const request = await producer.requested();
    trace.note("asked", [request?.name, request?.priority]);
    const served = request?.accept();
    for (const value of ["zero", "one"]) served?.writeString(value);
    void trace.wait("asked", async () => (await asked).readString());
    await trace.settle();
    producer.close();
  },
  "tells a track's properties": async ({ Broadcast, Track }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    const inserted = new Track.Producer("t");
    producer.insertTrack(inserted);
    void trace.wait("inserted", () => consumer.resolveTrackInfo("t"));
    await trace.settle();
    inserted.accept({ latencyMax: 7, ordered: true });
    await trace.settle();
    void trace.wait("asked", () => consumer.track("asked").info());
    const request = await producer.requested();
    trace.note("request", [request?.name, request?.priority, request?.subscription]);
    const served = request?.accept({ priority: 8 });
    await trace.settle();
    trace.note("served", served?.closed.peek());
    inserted.close(trace.error("gone"));
    void trace.wait("after", () => consumer.resolveTrackInfo("t"));
    trace.note("asked", (await producer.requested())?.name);
    producer.close();
    await trace.settle();
  },
  "numbers what it serves again from where it was": async ({ Broadcast }, trace) => {
    const producer = new Broadcast.Producer();
    const consumer = producer.consume();
    for (let i = 0; i < 3; i++) {
      const reader = consumer.subscribe("t");
      const track = (await producer.requested())?.accept();
      track?.writeString("a");
      track?.writeString("b");
      trace.note("group", [(await reader.recvGroup())?.sequence, reader.latest()]);
      reader.close();
      track?.close();
      await trace.settle();
    }
    producer.close();
  },
};
