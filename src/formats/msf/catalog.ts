import * as z from "zod/mini";
import { FormatError } from "../error.ts";
import { isMembers, type Problem, readFields } from "../fields.ts";
import { bytesOf, parseJson, textOf } from "../json/value.ts";

/** What is written. */
export const VERSION = "draft-01";

/** Tracks in a catalog at most; what is beyond is left out. */
export const TRACKS_MAX = 512;

const count = z.number().check(z.gte(0));

/** A track: what is in it and how it is laid out. Unknown fields are kept. */
export const TrackSchema = z.looseObject({
  name: z.string(),
  /** `loc`, `cmaf`, `legacy`, `mediatimeline`, `eventtimeline`, or one that is not known here. */
  packaging: z.string(),
  isLive: z.optional(z.boolean()),
  /** `video`, `audio`, `audiodescription`, `caption`, `subtitle`, `signlanguage`, or another. */
  role: z.optional(z.string()),
  codec: z.optional(z.string()),
  /** Pixels. */
  width: z.optional(count),
  height: z.optional(count),
  /** Frames a second. */
  framerate: z.optional(count),
  /** Samples a second. */
  samplerate: z.optional(count),
  /** How many channels, as text. */
  channelConfig: z.optional(z.string()),
  /** Bits a second. */
  bitrate: z.optional(count),
  /** Not in the draft: whether the publisher advises against this track for now. */
  stalled: z.optional(z.boolean()),
  /** Base64: an init segment with `cmaf`, else the codec's description. */
  initData: z.optional(z.string()),
  /** Tracks of one group are presented together. */
  renderGroup: z.optional(z.number()),
  /** Tracks of one group are alternatives. */
  altGroup: z.optional(z.number()),
  maxGrpSapStartingType: z.optional(z.number()),
  maxObjSapStartingType: z.optional(z.number()),
  /** Not in the draft: how long the publisher may hold a frame back, in milliseconds. */
  jitter: z.optional(count),
});

/** A track of a broadcast. */
export type Track = z.infer<typeof TrackSchema>;

/** The tracks of a broadcast, whatever the draft. Where init data lies on the wire is not seen here. */
export interface Catalog {
  tracks: Track[];
}

const WireSchema = z.looseObject({
  version: z.union([z.literal(1), z.string()]),
  tracks: z.optional(z.array(z.unknown())),
  initDataList: z.optional(z.array(z.unknown())),
});

const InlineSchema = z.looseObject({ id: z.string(), type: z.literal("inline"), data: z.string() });

/** A track as it is written, where its init data may stand elsewhere. */
const WireTrackSchema = z.extend(TrackSchema, { initRef: z.optional(z.string()) });

/** Without these, or with one that cannot be read, a track is of no use: it is left out. */
const ESSENTIAL: ReadonlySet<string> = new Set(["name", "packaging", "codec", "initData", "initRef"]);

/** The JSON to publish. Equal init data goes once. Throws a `FormatError` where the catalog is not whole. */
export function writeCatalog(catalog: Catalog): { [key: string]: unknown } {
  const ids = new Map<string, string>();
  const tracks = catalog.tracks.map((track) => {
    const checked = TrackSchema.safeParse(track);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const where = issue?.path.map(String).join(".");
      throw new FormatError("unrepresentable", `track ${track.name}: ${where}: ${issue?.message}`);
    }
    const { initData, ...others } = track;
    const written = { ...others, isLive: others.isLive ?? false };
    if (initData === undefined) return written;
    const initRef = ids.get(initData) ?? `init${ids.size}`;
    ids.set(initData, initRef);
    return { ...written, initRef };
  });
  const initDataList = [...ids].map(([data, id]) => ({ id, type: "inline", data }));
  return { version: VERSION, tracks, ...(initDataList.length > 0 && { initDataList }) };
}

/** The frame of a catalog. Throws as {@link writeCatalog} does. */
export function encodeCatalog(catalog: Catalog): Uint8Array<ArrayBuffer> {
  return bytesOf(textOf(writeCatalog(catalog)));
}

/**
 * Reads a catalog of draft 00 or 01: what cannot be read is left out and told of, the rest goes on. Throws a
 * `FormatError` where the JSON is no such catalog at all.
 */
export function readCatalog(json: unknown): { catalog: Catalog; problems: Problem[] } {
  const wire = WireSchema.safeParse(json);
  if (!wire.success)
    throw new FormatError("malformed", "an MSF catalog is an object with a version and a list of tracks", {
      cause: wire.error,
    });
  const problems: Problem[] = [];
  const all = wire.data.tracks ?? [];
  if (all.length > TRACKS_MAX)
    problems.push({ path: [], message: `of ${all.length} tracks the first ${TRACKS_MAX} are read` });
  const inline = inlineData(wire.data.initDataList ?? []);
  const tracks = all.slice(0, TRACKS_MAX).flatMap((json) => readTrack(json, inline, problems) ?? []);
  return { catalog: { tracks }, problems };
}

/** The catalog in a frame. Throws a `FormatError` where there is none, or it is larger than JSON may be. */
export function decodeCatalog(payload: Uint8Array): { catalog: Catalog; problems: Problem[] } {
  return readCatalog(parseJson(payload));
}

function inlineData(list: unknown[]): Map<string, string> {
  const entries = list.slice(0, TRACKS_MAX).flatMap((json) => {
    const entry = InlineSchema.safeParse(json);
    return entry.success ? [[entry.data.id, entry.data.data] as const] : [];
  });
  return new Map(entries);
}

function readTrack(json: unknown, inline: Map<string, string>, problems: Problem[]): Track | undefined {
  const name = isMembers(json) && typeof json.name === "string" ? json.name : "a track without a name";
  const read = readFields(WireTrackSchema, json, [name], problems, ESSENTIAL);
  if (!read) return undefined;
  const { initRef, ...others } = read;
  const track: Track = { ...others, isLive: others.isLive ?? false };
  const initData = track.initData ?? (initRef === undefined ? undefined : inline.get(initRef));
  if (initData !== undefined) track.initData = initData;
  else if (initRef !== undefined)
    problems.push({ path: [name, "initRef"], message: `its init data ${initRef} is not in the catalog` });
  return track;
}
