/**
 * The public API against npm's `@moq/net`, name by name and type by type. `tsc` does the comparing: a member
 * that is missing, or whose type npm's users could not use, has to stand in {@link NotYet}, and what stands
 * there has to be missing. What is there at run time is compared too, with npm's declarations.
 */
import { readFileSync } from "node:fs";
import * as Theirs from "@moq/net";
import type * as TheirZod from "@moq/net/zod";
import type { Signal } from "@moq/signals";
import { expect, it } from "vitest";
import * as Ours from "./index.ts";
import type * as OurZod from "./zod.ts";

/** What is not as npm's yet. The aim is that nothing stands here. */
type NotYet = never;

/** A type with every class in it as an interface: a private field makes a class equal to itself alone. */
type Shape<T> = T extends Opaque
  ? T
  : T extends Signal<infer U>
    ? ["signal", Shape<U>]
    : T extends Promise<infer U>
      ? Promise<Shape<U>>
      : T extends (...args: infer A) => infer R
        ? Method<{ [K in keyof A]: Shape<A[K]> }, Shape<R>> & { [K in keyof T]: Shape<T[K]> }
        : T extends abstract new (
              ...args: infer A
            ) => infer R
          ? { make: Method<{ [K in keyof A]: Shape<A[K]> }, Shape<R>> } & { [K in keyof T]: Shape<T[K]> }
          : T extends object
            ? { [K in keyof T]: Shape<T[K]> }
            : T;

/** A function whose parameters may be more than is asked for: ours have members that npm's have not. */
type Method<A extends unknown[], R> = { call(...args: A): R }["call"];

/** What is the same for both anyhow. */
type Opaque =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Error
  | URL
  | Uint8Array
  | AbortSignal
  | WebTransport;

/** The members of npm's that ours has not, or has as something that npm's users could not use. */
type Lacking<Name extends string, O, T> = {
  [K in keyof T & string]: K extends keyof O
    ? Shape<O[K]> extends Shape<T[K]>
      ? never
      : `${Name}.${K}`
    : `${Name}.${K}`;
}[keyof T & string];

/** As {@link Lacking}, of a type as a whole where it is not of named members. */
type Differs<Name extends string, O, T> = [Shape<O>, Shape<T>] extends [Shape<T>, Shape<O>] ? never : Name;

type Namespaces = Exclude<keyof typeof Theirs & keyof typeof Ours, "RemoteError" | "Signals">;

type Values = {
  [N in Namespaces]: Lacking<N, (typeof Ours)[N], (typeof Theirs)[N]>;
}[Namespaces];

type Instances =
  | Lacking<"Announce.Producer", Ours.Announce.Producer, Theirs.Announce.Producer>
  | Lacking<"Announce.Consumer", Ours.Announce.Consumer, Theirs.Announce.Consumer>
  | Lacking<"Announce.Broadcast", Ours.Announce.Broadcast, Theirs.Announce.Broadcast>
  | Lacking<"Broadcast.Producer", Ours.Broadcast.Producer, Theirs.Broadcast.Producer>
  | Lacking<"Broadcast.Consumer", Ours.Broadcast.Consumer, Theirs.Broadcast.Consumer>
  | Lacking<"Connection.Established", Ours.Connection.Established, Theirs.Connection.Established>
  | Lacking<"Connection.Reload", Ours.Connection.Reload, Theirs.Connection.Reload>
  | Lacking<"Group.Producer", Ours.Group.Producer, Theirs.Group.Producer>
  | Lacking<"Group.Consumer", Ours.Group.Consumer, Theirs.Group.Consumer>
  | Lacking<"Track.Producer", Ours.Track.Producer, Theirs.Track.Producer>
  | Lacking<"Track.Consumer", Ours.Track.Consumer, Theirs.Track.Consumer>
  | Lacking<"Track.Subscriber", Ours.Track.Subscriber, Theirs.Track.Subscriber>
  | Lacking<"Track.Request", Ours.Track.Request, Theirs.Track.Request>
  | Lacking<"Time.Timestamp", Ours.Time.Timestamp, Theirs.Time.Timestamp>
  | Lacking<"RemoteError", Ours.RemoteError, Theirs.RemoteError>;

type Plain =
  | Differs<"Announce.Event", Ours.Announce.Event, Theirs.Announce.Event>
  | Differs<"Connection.Probe", Ours.Connection.Probe, Theirs.Connection.Probe>
  | Differs<"Connection.Stats", Ours.Connection.Stats, Theirs.Connection.Stats>
  | Differs<"Connection.Transport", Ours.Connection.Transport, Theirs.Connection.Transport>
  | Differs<"Connection.ReloadDelay", Ours.Connection.ReloadDelay, Theirs.Connection.ReloadDelay>
  | Differs<"Connection.ReloadStatus", Ours.Connection.ReloadStatus, Theirs.Connection.ReloadStatus>
  | Differs<"Connection.CertificateHash", Ours.Connection.CertificateHash, Theirs.Connection.CertificateHash>
  | Differs<
      "Connection.WebSocketOptions",
      Ours.Connection.WebSocketOptions,
      Theirs.Connection.WebSocketOptions
    >
  | Differs<
      "Connection.WebTransportProps",
      Ours.Connection.WebTransportProps,
      Theirs.Connection.WebTransportProps
    >
  | Lacking<"Connection.ConnectProps", Ours.Connection.ConnectProps, Theirs.Connection.ConnectProps>
  | Lacking<"Connection.ReloadProps", Ours.Connection.ReloadProps, Theirs.Connection.ReloadProps>
  | Differs<"Group.Frame", Ours.Group.Frame, Theirs.Group.Frame>
  | Differs<"Group.Info", Ours.Group.Info, Theirs.Group.Info>
  | Differs<"Group.ReadOptions", Ours.Group.ReadOptions, Theirs.Group.ReadOptions>
  | Differs<"Path.Valid", Ours.Path.Valid, Theirs.Path.Valid>
  | Differs<"Time.Nano", Ours.Time.Nano, Theirs.Time.Nano>
  | Differs<"Time.Micro", Ours.Time.Micro, Theirs.Time.Micro>
  | Differs<"Time.Milli", Ours.Time.Milli, Theirs.Time.Milli>
  | Differs<"Time.Second", Ours.Time.Second, Theirs.Time.Second>
  | Differs<"Time.Timescale", Ours.Time.Timescale, Theirs.Time.Timescale>
  | Differs<"Track.Datagram", Ours.Track.Datagram, Theirs.Track.Datagram>
  | Differs<"Track.FetchGroupOptions", Ours.Track.FetchGroupOptions, Theirs.Track.FetchGroupOptions>
  | Differs<"Track.Info", Ours.Track.Info, Theirs.Track.Info>
  | Differs<"Track.Location", Ours.Track.Location, Theirs.Track.Location>
  | Differs<"Track.Subscription", Ours.Track.Subscription, Theirs.Track.Subscription>
  | Lacking<"zod", typeof OurZod, typeof TheirZod>;

type Lacks = Values | Instances | Plain | Exclude<keyof typeof Theirs, keyof typeof Ours>;

/** Fails to compile where the two are not the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : { unlisted: Exclude<A, B>; listedButThere: Exclude<B, A> };

const same: Same<Lacks, NotYet> = true;

it("has every member of npm's, but for those that are listed", () => {
  expect(same).toBe(true);
});

it("has the values that npm's has at run time, and no others", () => {
  const names = (library: object) =>
    Object.entries(library)
      .flatMap(([name, value]) => [
        name,
        ...(name === "Signals" || typeof value !== "object"
          ? []
          : Object.keys(value).map((key) => `${name}.${key}`)),
      ])
      .sort();
  // `Established` is a class here, and so a value too.
  const ours = names(Ours).filter((name) => name !== "Connection.Established");
  expect(ours.sort()).toEqual(names(Theirs));
});

it.each([
  ["announced", "Announce"],
  ["broadcast", "Broadcast"],
  ["group", "Group"],
  ["path", "Path"],
  ["time", "Time"],
  ["track", "Track"],
  ["varint", "Varint"],
  ["connection/connect", "Connection"],
  ["connection/reload", "Connection"],
  ["connection/stats", "Connection"],
])("compares every type that npm's %s declares", (file, namespace) => {
  const declared = readFileSync(new URL(`../../node_modules/@moq/net/${file}.d.ts`, import.meta.url), "utf8");
  const compared = readFileSync(new URL(import.meta.url), "utf8");
  const names = [...declared.matchAll(/^export (?:declare class|interface|type) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const missing = names.filter((name) => !compared.includes(`Theirs.${namespace}.${name}`));
  expect(missing).toEqual(LEFT_OUT[file] ?? []);
});

/** What is no public name of npm's, or is compared as what it is used for. */
const LEFT_OUT: Record<string, string[]> = {
  announced: ["BroadcastProps"],
  "connection/stats": ["TransportStats"],
  group: ["Lagged"],
  track: ["Broadcast"],
};

/** The comparison itself, on types that do differ. */
interface Other {
  subscribe(name: string): { latest(): string };
  createTrack: Ours.Broadcast.Producer["createTrack"];
}
type Found = Lacking<"B", Other, Pick<Theirs.Broadcast.Producer, "subscribe" | "createTrack" | "close">>;
const found: Same<Found, "B.subscribe" | "B.close"> = true;

it("notices a member that is missing, and one that gives something else", () => {
  expect(found).toBe(true);
});
