/** Functions of values: paths, times, varints, errors, announcements. */
import * as z from "zod/mini";
import * as OurZod from "../zod.ts";
import type { Scenario } from "./scenarios.ts";

const PATHS = [
  "",
  "/",
  "//",
  "a",
  "/a",
  "a/",
  "a//b",
  "/a/b/",
  "a/b",
  "ab",
  "a b",
  ".",
  "..",
  "a/./b",
  "a/../b",
  "ä/ü",
  "a/b/c",
];
const REFERENCES = [
  "",
  ".",
  "..",
  "./",
  "../",
  "./x",
  "../x",
  "../../x",
  "../../../..",
  "x/../y",
  "a//b",
  "/x",
  "x/",
  "./..",
  ".../x",
];

const valid = (path: string) => path as never;

export const values: Record<string, Scenario> = {
  "paths from pieces": ({ Path }, trace) => {
    for (const path of PATHS) {
      trace.call(`from ${path}`, () => Path.from(path));
      trace.call(`parts of ${path}`, () => Path.parts(valid(path)));
      trace.call(`decode ${path}`, () => Path.decode(path));
      trace.call(`encode ${path}`, () => Path.encode(valid(path)));
      for (const other of PATHS) {
        trace.call(`from ${path} and ${other}`, () => Path.from(path, other));
        trace.call(`join ${path} and ${other}`, () => Path.join(valid(path), valid(other)));
        trace.call(`${path} prefix of ${other}`, () => Path.hasPrefix(valid(path), valid(other)));
        trace.call(`${other} behind ${path}`, () => Path.stripPrefix(valid(path), valid(other)));
        trace.call(`${other} from ${path}`, () => Path.relative(valid(other), valid(path)));
      }
      for (const reference of REFERENCES) {
        trace.call(`${reference} at ${path}`, () => Path.resolve(valid(path), reference));
        trace.call(`${reference} perhaps at ${path}`, () => Path.tryResolve(valid(path), reference));
      }
    }
    for (const reference of REFERENCES)
      trace.call(`normal ${reference}`, () => Path.normalizeRelative(reference));
    trace.note("none", [Path.from(), Path.empty(), Path.MAX_PARTS]);
    for (const count of [31, 32, 33, 40]) {
      const long = Array.from({ length: count }, (_, i) => `${i}`).join("/");
      trace.call(`decode ${count}`, () => Path.decode(long));
      trace.call(`encode ${count}`, () => Path.encode(valid(long)));
      trace.call(`decode ${count} with slashes`, () => Path.decode(`//${long}/`));
      trace.call(`encode ${count} with slashes`, () => Path.encode(valid(`${long}/`)));
    }
  },
  times: ({ Time }, trace) => {
    for (const unit of ["Nano", "Micro", "Milli", "Second"] as const) {
      const namespace = Time[unit] as unknown as Record<string, (...values: number[]) => number>;
      trace.note(unit, [typeof namespace, Object.keys(namespace).sort()]);
      for (const name of Object.keys(namespace)
        .sort()
        .filter((key) => key !== "now" && key !== "zero"))
        for (const pair of [
          [0, 1],
          [1, 0],
          [1500, 7],
          [-3, 2],
          [1e12, 3],
        ])
          trace.call(`${unit}.${name}(${pair})`, () => namespace[name]?.(...pair));
      trace.note("zero", Time[unit].zero);
      trace.note(
        "is now",
        Math.abs(
          Time[unit].now() /
            (Time.Timestamp.now().as(Time.Timescale.NANO) /
              { Nano: 1, Micro: 1e3, Milli: 1e6, Second: 1e9 }[unit]) -
            1,
        ) < 0.1,
      );
    }
    for (const scale of [
      1,
      1000,
      90_000,
      0,
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      "5",
      null,
      undefined,
    ])
      trace.call(`timescale ${scale}`, () => Time.Timescale(scale as number));
    trace.note("scales", [
      Time.Timescale.SECOND,
      Time.Timescale.MILLI,
      Time.Timescale.MICRO,
      Time.Timescale.NANO,
    ]);
    for (const value of [0, -0, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "5"]) {
      trace.call(`timestamp ${value}`, () => new Time.Timestamp(value as number, Time.Timescale.MILLI));
      trace.call(`millis ${value}`, () => Time.Timestamp.fromMillis(value as number).asMicros());
      trace.call(`micros ${value}`, () => Time.Timestamp.fromMicros(value as number).asMillis());
      trace.call(`as`, () =>
        new Time.Timestamp(value as number, Time.Timescale(90_000)).as(Time.Timescale.MILLI),
      );
    }
  },
  varints: ({ Varint }, trace) => {
    trace.note("limits", [Varint.MAX_U6, Varint.MAX_U14, Varint.MAX_U30, Varint.MAX_U53]);
    const edges = [6, 7, 8, 14, 21, 28, 30, 35, 42, 49, 53, 56, 62, 63, 64].flatMap((bits) => [
      (1n << BigInt(bits)) - 1n,
      1n << BigInt(bits),
    ]);
    for (const value of [-1n, 0n, 1n, ...edges]) {
      trace.call(`size ${value}`, () => Varint.size(Number(value)));
      trace.call(`encode ${value}`, () => Varint.encode(value));
      trace.call(`encode number ${value}`, () => Varint.encode(Number(value)));
      trace.call(`leading size ${value}`, () => Varint.sizeLeadingOnes(value));
      trace.call(`leading ${value}`, () => Varint.encodeLeadingOnes(value));
      trace.call(`back ${value}`, () => Varint.decode(Varint.encode(value)));
      trace.call(`exactly ${value}`, () => Varint.decodeBigInt(Varint.encode(value)));
      trace.call(`leading back ${value}`, () => Varint.decodeLeadingOnes(Varint.encodeLeadingOnes(value)));
      for (const room of [0, 1, 4, 8, 9, 16]) {
        trace.call(`into ${room}`, () => [Varint.encodeTo(new ArrayBuffer(room), value).byteLength]);
        trace.call(`leading into ${room}`, () => [
          Varint.encodeLeadingOnesTo(new ArrayBuffer(room), value).byteLength,
        ]);
      }
    }
    for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, "7"]) {
      trace.call(`encode ${value}`, () => Varint.encode(value as number));
      trace.call(`size ${value}`, () => Varint.size(value as number));
      trace.call(`leading ${value}`, () => Varint.encodeLeadingOnes(value as number));
    }
    for (let first = 0; first < 256; first++)
      for (const length of [0, 1, 3, 8, 12]) {
        const bytes = new Uint8Array(length).fill(0xa5).map((byte, i) => (i ? byte + i : first));
        trace.call(`decode ${bytes}`, () => Varint.decode(bytes));
        trace.call(`decode exactly ${bytes}`, () => Varint.decodeBigInt(bytes));
        trace.call(`decode leading ${bytes}`, () => Varint.decodeLeadingOnes(bytes.subarray()));
      }
    const offset = new Uint8Array([9, 0x40, 0x25, 7]).subarray(1);
    trace.call("a view", () => Varint.decode(offset));
    trace.call("leading of a view", () => Varint.decodeLeadingOnes(offset));
  },
  errors: ({ RemoteError, Group }, trace) => {
    const cause = trace.error("cause");
    for (const error of [new RemoteError(7), new RemoteError(0, { cause }), new Group.Lagged()]) {
      trace.note("error", [error, error.name, error instanceof Error, error.constructor.name, error.cause]);
      trace.note("string", String(error).replace(/:.*/, ""));
    }
    trace.note("message", new RemoteError(7).message);
  },
  "what the package names": async (library, trace) => {
    trace.note("names", Object.keys(library).sort());
    for (const name of [
      "Announce",
      "Broadcast",
      "Group",
      "Path",
      "Time",
      "Track",
      "Varint",
      "Connection",
    ] as const)
      trace.note(
        name,
        Object.keys(library[name as never])
          .sort()
          .filter((key) => key !== "Established"),
      );
    trace.note("signals", library.Signals === (await import("@moq/signals")));
  },
  announcements: async ({ Announce, Path }, trace) => {
    const producer = new Announce.Producer();
    trace.note("prefix", [
      producer.prefix,
      new Announce.Producer(Path.from("a/b")).prefix,
      new Announce.Producer(Path.from("x")).consume().prefix,
    ]);
    const [one, two] = [producer.consume(), producer.consume()];
    void trace.wait("one", () => one.next());
    await trace.settle();
    for (const active of [true, true, false, false]) producer.append({ path: Path.from("a"), active });
    await trace.settle();
    void trace.wait("two", () => two.next());
    void trace.wait("one", () => one.next());
    await trace.settle();
    void trace.wait("one", () => one.next());
    void trace.wait("waits", () => one.next());
    void trace.wait("waits too", () => two.next());
    await trace.settle();
    one.close();
    trace.note("closed", [one.closed.peek(), two.closed.peek(), producer.closed.peek()]);
    await trace.settle();
    trace.call("append", () => producer.append({ path: Path.from("b"), active: true }));
    void trace.wait("after", () => two.next());
    trace.call("close", () => producer.close(trace.error("late")));
    void trace.wait("after", () => two.next());
    void trace.wait("closed", () => Promise.resolve(producer.closed));
    await trace.settle();
  },
  "announcements that fail": async ({ Announce, Path }, trace) => {
    const producer = new Announce.Producer();
    const reader = producer.consume();
    producer.append({ path: Path.from("a"), active: true });
    producer.close(trace.error("gone"));
    void trace.wait("next", () => reader.next());
    void trace.wait("next", () => reader.next());
    trace.note("closed", [reader.closed.peek(), producer.consume().closed.peek()]);
    await trace.settle();
    const other = new Announce.Producer();
    const waiting = other.consume();
    void trace.wait("waits", () => waiting.next());
    await trace.settle();
    waiting.close(trace.error("enough"));
    await trace.settle();
    trace.note("closed", other.closed.peek());
  },
  "JSON that is checked": async (library, trace) => {
    const { read, write } = (library as { zod?: typeof OurZod }).zod ?? OurZod;
    const schema = z.object({ a: z.number() });
    const producer = new library.Group.Producer(0);
    const reader = producer.consume();
    const refuses = async (what: string, call: () => unknown) => {
      try {
        trace.note(what, await call());
      } catch (error) {
        trace.note(what, ["refused", (error as Error).constructor.name.replace(/^\$/, "")]);
      }
    };
    await refuses("write", () => write(producer as never, { a: 1, b: 2 } as { a: number }, schema));
    await refuses("write badly", () => write(producer as never, { a: "1" } as never, schema));
    await refuses("read", () => read(reader as never, schema));
    producer.writeJson({ a: "x" });
    await refuses("read badly", () => read(reader as never, schema));
    for (const falsy of [0, false, null, ""]) {
      producer.writeJson(falsy);
      await refuses("read", () => read(reader as never, z.unknown() as never));
    }
    producer.writeString("{");
    await refuses("no JSON", () => read(reader as never, schema));
    producer.writeString("");
    await refuses("nothing", () => read(reader as never, schema));
    producer.close();
    await refuses("end", () => read(reader as never, schema));
    const track = new library.Track.Producer("t");
    const subscriber = track.subscribe();
    await refuses("write", () => write(track as never, { a: 1 }, schema));
    await refuses("read", () => read(subscriber as never, schema));
    track.close();
    await refuses("end", () => read(subscriber as never, schema));
  },
};
