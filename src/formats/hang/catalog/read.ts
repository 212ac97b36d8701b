/** From a catalog's JSON to a catalog, whatever the JSON is. */
import * as z from "zod/mini";
import { FormatError } from "../../error.ts";
import { isMembers, type Problem, readFields } from "../../fields.ts";
import { type Catalog, VideoFields } from "./catalog.ts";
import { RENDITIONS_MAX } from "./plain.ts";
import { AudioRenditionSchema, ESSENTIAL, VideoRenditionSchema } from "./rendition.ts";

/** The sound's section has nothing but its renditions. */
const AudioFields = z.looseObject({});

/**
 * Reads a catalog: what cannot be read is left out and told of, the rest goes on. An optional field goes
 * alone, one that decoding depends on takes its rendition with it. Unknown fields and sections are kept.
 *
 * Throws a `FormatError` where the JSON is not an object at all.
 */
export function readCatalog(json: unknown): { catalog: Catalog; problems: Problem[] } {
  if (!isMembers(json)) throw new FormatError("malformed", "a catalog is a JSON object");
  const problems: Problem[] = [];
  const { video, audio, ...others } = json;
  const catalog: Catalog = others;
  if (video !== undefined) {
    const section = readSection(modernVideo(video), VideoRenditionSchema, VideoFields, ["video"], problems);
    if (section) catalog.video = section;
  }
  if (audio !== undefined) {
    const section = readSection(modernAudio(audio), AudioRenditionSchema, AudioFields, ["audio"], problems);
    if (section) catalog.audio = section;
  }
  return { catalog, problems };
}

function readSection<R extends z.ZodMiniType, F extends z.ZodMiniType<object>>(
  section: unknown,
  schema: R,
  fieldsSchema: F,
  path: string[],
  problems: Problem[],
): (z.infer<F> & { renditions: Record<string, z.infer<R>> }) | undefined {
  if (!isMembers(section) || !isMembers(section.renditions)) {
    problems.push({ path, message: "the section has no `renditions`: it is left out" });
    return undefined;
  }
  const entries = Object.entries(section.renditions);
  if (entries.length > RENDITIONS_MAX)
    problems.push({ path, message: `of ${entries.length} renditions the first ${RENDITIONS_MAX} are read` });
  const renditions = entries.slice(0, RENDITIONS_MAX).flatMap(([name, value]) => {
    const rendition = readFields(schema, value, [...path, "renditions", name], problems, ESSENTIAL);
    return rendition === undefined ? [] : [[name, rendition] as const];
  });
  const { renditions: _, ...others } = section;
  const fields = readFields(fieldsSchema, others, path, problems, new Set());
  return fields && { ...fields, renditions: Object.fromEntries(renditions) };
}

/** Before there were several, a catalog had one audio track. */
function modernAudio(section: unknown): unknown {
  if (!isMembers(section) || section.renditions !== undefined) return section;
  const name = nameOf(section);
  return name === undefined ? section : { renditions: Object.fromEntries([[name, section.config]]) };
}

/** Before there was a section, a catalog had a list of video tracks. */
function modernVideo(section: unknown): unknown {
  if (!Array.isArray(section)) return section;
  const named = section.flatMap((track) => {
    const name = nameOf(track);
    return name === undefined ? [] : [[name, track.config] as const];
  });
  const first: unknown = named[0]?.[1];
  const display =
    isMembers(first) && first.displayAspectWidth !== undefined && first.displayAspectHeight !== undefined
      ? { display: { width: first.displayAspectWidth, height: first.displayAspectHeight } }
      : {};
  return { renditions: Object.fromEntries(named), ...display };
}

function nameOf(track: unknown): string | undefined {
  const name = isMembers(track) && isMembers(track.track) ? track.track.name : undefined;
  return typeof name === "string" ? name : undefined;
}
