/** From a catalog's JSON to a catalog where there is nothing odd about it, which takes no library. */

import { isMembers, type Members } from "../../fields.ts";
import { isHex } from "../../text.ts";
import type { Catalog } from "./catalog.ts";

/** Renditions of a section at most; what is beyond is left out. */
export const RENDITIONS_MAX = 256;

/** Hexadecimal digits of a description at most. */
export const DESCRIPTION_MAX_CHARS = 128 * 1024;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isFlag: Test = (value) => typeof value === "boolean";
const isNumber: Test = (value) => Number.isFinite(value);
const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isPositive: Test = (value) => isCount(value) && value !== 0;
const isRate: Test = (value) => isNumber(value) && (value as number) >= 0;

/** CMAF is another matter: there is an init segment to be read. */
const isContainer: Test = (value) => isMembers(value) && (value.kind === "legacy" || value.kind === "loc");

const isDescription: Test = (value) =>
  typeof value === "string" && value.length <= DESCRIPTION_MAX_CHARS && isHex(value);

const isSize: Test = (value) => isMembers(value) && isCount(value.width) && isCount(value.height);

/** What each field is where it is there; of a timeline nothing is read here. */
const COMMON: Record<string, Test> = {
  broadcast: isText,
  codec: isText,
  container: isContainer,
  description: isDescription,
  bitrate: isCount,
  jitter: isCount,
  timeline: () => false,
};

const VIDEO_RENDITION: Record<string, Test> = {
  ...COMMON,
  codedWidth: isCount,
  codedHeight: isCount,
  displayAspectWidth: isCount,
  displayAspectHeight: isCount,
  framerate: isRate,
  optimizeForLatency: isFlag,
};

const AUDIO_RENDITION: Record<string, Test> = {
  ...COMMON,
  sampleRate: isPositive,
  numberOfChannels: (value) => isPositive(value) && (value as number) <= 32,
};

const VIDEO_SECTION: Record<string, Test> = { display: isSize, rotation: isNumber, flip: isFlag };

/**
 * Reads a catalog as `readCatalog` does, and with the same outcome, or gives `undefined`: where it is none, or there is
 * something in it that would be left out, or that is seldom there. That is then for `readCatalog` to read, which is
 * several times as large, with what it needs.
 */
export function readPlainCatalog(json: unknown): Catalog | undefined {
  if (!isMembers(json)) return undefined;
  const { video, audio, ...others } = json;
  const pictures = video === undefined ? {} : readSection(video, VIDEO_SECTION, VIDEO_RENDITION, ["codec"]);
  const sounds =
    audio === undefined
      ? {}
      : readSection(audio, {}, AUDIO_RENDITION, ["codec", "sampleRate", "numberOfChannels"]);
  if (!pictures || !sounds) return undefined;
  return {
    ...others,
    ...(video === undefined ? {} : { video: pictures }),
    ...(audio === undefined ? {} : { audio: sounds }),
  } as Catalog;
}

function readSection(
  section: unknown,
  fields: Record<string, Test>,
  renditionFields: Record<string, Test>,
  essential: readonly string[],
): Members | undefined {
  if (!isMembers(section) || !isMembers(section.renditions) || !areRight(section, fields)) return undefined;
  const entries = Object.entries(section.renditions);
  if (entries.length > RENDITIONS_MAX) return undefined;
  const renditions = new Map<string, Members>();
  for (const [name, rendition] of entries) {
    if (!isMembers(rendition) || !areRight(rendition, renditionFields)) return undefined;
    if (essential.some((field) => !Object.hasOwn(rendition, field))) return undefined;
    renditions.set(name, { ...rendition, container: rendition.container ?? { kind: "legacy" } });
  }
  return { ...section, renditions: Object.fromEntries(renditions) };
}

/** Whether all that is there and is known is as it is to be. */
function areRight(members: Members, fields: Record<string, Test>): boolean {
  // What this is called is let go of on the longer way.
  if (Object.hasOwn(members, "__proto__")) return false;
  return Object.entries(fields).every(
    ([field, isRight]) => !Object.hasOwn(members, field) || isRight(members[field]),
  );
}
