/** The attributes of `<moq-watch>`, which are those of npm `@moq/watch` 0.4.6's element: from text to settings. */
import {
  type Bound,
  CATALOG_FORMATS,
  type CatalogFormat,
  type Latency,
  latencyBounds,
} from "../watch/decode.ts";
import { parseVisible, type Visible } from "../watch/page/visible.ts";
import { readAttribute, readBoolean, readNumber, readUrl, readWord } from "./attributes.ts";

export const WATCH_ATTRIBUTES = [
  "url",
  "name",
  "paused",
  "volume",
  "muted",
  "visible",
  "reload",
  "latency",
  "latency-min",
  "latency-max",
  "jitter",
  "catalog-format",
] as const;

export type WatchAttribute = (typeof WATCH_ATTRIBUTES)[number];

/** What the attributes say. */
export interface WatchAttributes {
  url: URL | undefined;
  name: string;
  paused: boolean;
  volume: number;
  muted: boolean;
  visible: Visible;
  reload: boolean;
  latency: Latency;
  catalogFormat: CatalogFormat;
}

/** A minute: more is a mistake in the unit. */
const LATENCY_MAX_MS = 60_000;

const milliseconds = readNumber(0, LATENCY_MAX_MS);
const readBound = (text: string): Bound | undefined =>
  text.trim().toLowerCase() === "real-time" || text.trim() === "" ? "real-time" : milliseconds(text);

const EXPECTED = {
  url: "an http or https address, as https://relay.example:4443/",
  volume: "a number from 0 to 1",
  visible: 'never, always, or a distance such as "200px" or "20%"',
  bound: `real-time, or milliseconds from 0 to ${LATENCY_MAX_MS}`,
  format: `one of ${CATALOG_FORMATS.join(", ")}`,
} as const;

/** Reads one attribute, by what it would change. Never throws; what is not valid is warned of, and its default. */
export function readWatchAttribute(
  name: WatchAttribute,
  text: string | null,
  current: Latency,
): Partial<WatchAttributes> {
  const read = <T>(fallback: T, expected: string, reader: (text: string) => T | undefined): T =>
    readAttribute("moq-watch", name, text, fallback, expected, reader);
  const bound = () => read<Bound>("real-time", EXPECTED.bound, readBound);
  switch (name) {
    case "url":
      return { url: read<URL | undefined>(undefined, EXPECTED.url, readUrl) };
    case "name":
      // As on the wire: without slashes at its ends, and none twice.
      return { name: (text ?? "").split("/").filter(Boolean).join("/") };
    case "paused":
      return { paused: text !== null && readBoolean(text) };
    case "volume":
      return { volume: read(0.5, EXPECTED.volume, readNumber(0, 1)) };
    case "muted":
      return { muted: text !== null && readBoolean(text) };
    case "visible":
      return { visible: read<Visible>("20%", EXPECTED.visible, parseVisible) };
    case "reload":
      return { reload: text === null || readBoolean(text) };
    case "latency":
    case "jitter":
      return { latency: bound() };
    case "latency-min":
      return { latency: { ...latencyBounds(current), min: bound() } };
    case "latency-max":
      return { latency: { ...latencyBounds(current), max: bound() } };
    case "catalog-format":
      return { catalogFormat: read<CatalogFormat>("hang", EXPECTED.format, readWord(CATALOG_FORMATS)) };
    default:
      name satisfies never;
      return {};
  }
}
