/** What is run against what: libraries, transports and versions, and which of all their pairs. */
import type { LibraryName } from "./library.ts";

export type TransportName = "webtransport" | "websocket";

/** Where both peers of a pair are, and what they reach the relay over. */
export interface Place {
  title: string;
  realm: "page" | "node";
  transport: TransportName;
}

/** Node has no WebTransport. */
export const PLACES: readonly Place[] = [
  { title: "Chromium WebTransport", realm: "page", transport: "webtransport" },
  { title: "Chromium WebSocket", realm: "page", transport: "websocket" },
  { title: "Node WebSocket", realm: "node", transport: "websocket" },
];

/** A version by its name, and the protocol that is offered for it. The SETUP message decides between those that share one. */
export interface Version {
  name: string;
  protocol: string;
  /** Who can be made to speak it, with the relay. */
  spoken: readonly LibraryName[];
}

const both: readonly LibraryName[] = ["ours", "npm"];
const ours: readonly LibraryName[] = ["ours"];

/** All that the relay speaks, its preferred one first. */
export const VERSIONS: readonly Version[] = [
  // npm's knows this one by the name of its draft in progress only ("moq-lite-06-wip").
  { name: "moq-lite-06", protocol: "moq-lite-06", spoken: ours },
  { name: "moq-lite-05", protocol: "moq-lite-05", spoken: both },
  { name: "moq-lite-04", protocol: "moq-lite-04", spoken: both },
  { name: "moq-lite-03", protocol: "moq-lite-03", spoken: both },
  { name: "moq-lite-02", protocol: "moql", spoken: both },
  // npm's offers 02 beside it, which the relay prefers.
  { name: "moq-lite-01", protocol: "moql", spoken: ours },
  // Newer than npm's.
  { name: "moq-transport-22", protocol: "moqt-22", spoken: ours },
  { name: "moq-transport-21", protocol: "moqt-21", spoken: ours },
  { name: "moq-transport-20", protocol: "moqt-20", spoken: both },
  { name: "moq-transport-19", protocol: "moqt-19", spoken: both },
  { name: "moq-transport-18", protocol: "moqt-18", spoken: both },
  { name: "moq-transport-17", protocol: "moqt-17", spoken: both },
  { name: "moq-transport-16", protocol: "moqt-16", spoken: both },
  { name: "moq-transport-15", protocol: "moqt-15", spoken: both },
  // npm's knows its SETUP, and not its protocol's name.
  { name: "moq-transport-14", protocol: "moq-00", spoken: ours },
];

/** A peer. */
export interface End {
  library: LibraryName;
  /** The version's name. */
  version: string;
}

export interface Cell {
  publisher: End;
  consumer: End;
}

/** The versions that a library can be made to speak, its default first. */
export function versionsOf(library: LibraryName): Version[] {
  return VERSIONS.filter(({ spoken }) => spoken.includes(library));
}

/**
 * The pairs of versions for a pair of libraries: each with itself, and each with the other side's default, both
 * ways. The relay stands between, and speaks to each side as if the other were not there.
 */
export function cellsOf(publisher: LibraryName, consumer: LibraryName): Cell[] {
  const published = versionsOf(publisher).map(({ name }) => name);
  const consumed = versionsOf(consumer).map(({ name }) => name);
  const pairs = new Map<string, Cell>();
  const add = (from: string | undefined, to: string | undefined) => {
    if (from === undefined || to === undefined) return;
    const cell = {
      publisher: { library: publisher, version: from },
      consumer: { library: consumer, version: to },
    };
    pairs.set(`${from} ${to}`, cell);
  };
  for (const version of published) if (consumed.includes(version)) add(version, version);
  for (const version of published) add(version, consumed[0]);
  for (const version of consumed) add(published[0], version);
  return [...pairs.values()];
}

/** As the table of what is known names it. */
export function titleOf({ library, version }: End): string {
  return `${library} ${version}`;
}

/** Whether the two speak different versions, so that the relay translates. */
export function isCrossed({ publisher, consumer }: Cell): boolean {
  return publisher.version !== consumer.version;
}
