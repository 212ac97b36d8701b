/** Between MSF's catalog and hang's. What either has no word for is lost, and told of where it is a whole track. */
import type { Problem } from "../fields.ts";
import {
  type AudioRendition,
  type Catalog as HangCatalog,
  readCatalog,
  type VideoRendition,
} from "../hang/catalog/index.ts";
import { fromBase64, fromHex, isBase64, toBase64, toHex } from "../text.ts";
import type { Catalog, Track } from "./catalog.ts";

/** What Opus decodes to, whatever it was made of. */
const OPUS_SAMPLE_RATE = 48_000;
const OPUS_CHANNELS = 2;

/** All tracks of a hang catalog belong together. */
const RENDER_GROUP = 1;
/** Its renditions of one kind are alternatives. */
const ALT_GROUP = 1;

/**
 * hang's catalog of MSF's: its tracks of role `video` and `audio` become renditions. Other tracks, and those
 * that a decoder cannot be configured for, are left out and told of.
 */
export function toHang({ tracks }: Catalog): { catalog: HangCatalog; problems: Problem[] } {
  const problems: Problem[] = [];
  const sections = { video: new Map<string, unknown>(), audio: new Map<string, unknown>() };
  for (const track of tracks) {
    const { role } = track;
    if (role !== "video" && role !== "audio") {
      problems.push({ path: [track.name], message: `left out: its role is ${role ?? "not said"}` });
      continue;
    }
    const rendition = role === "video" ? videoOf(track) : audioOf(track);
    if (typeof rendition === "string")
      problems.push({ path: [track.name], message: `left out: ${rendition}` });
    else sections[role].set(track.name, rendition);
  }
  const section = (kind: "video" | "audio") =>
    sections[kind].size > 0 ? { [kind]: { renditions: Object.fromEntries(sections[kind]) } } : {};
  const read = readCatalog({ ...section("video"), ...section("audio") });
  return { catalog: read.catalog, problems: [...problems, ...read.problems] };
}

/**
 * MSF's catalog of hang's: each rendition becomes a track. Those in another broadcast, and those in a
 * container that is not known here, are left out and told of. hang's other sections, and what is said of how
 * a picture is shown, MSF has no words for.
 */
export function fromHang({ video, audio }: HangCatalog): { catalog: Catalog; problems: Problem[] } {
  const problems: Problem[] = [];
  const tracks = [
    ...tracksOf(video?.renditions ?? {}, videoTrack, problems),
    ...tracksOf(audio?.renditions ?? {}, audioTrack, problems),
  ];
  return { catalog: { tracks }, problems };
}

/** A rendition, or why there is none. */
function videoOf(track: Track): object | string {
  const common = commonOf(track);
  if (typeof common === "string") return common;
  const { width: codedWidth, height: codedHeight, framerate } = track;
  return defined({ ...common, codedWidth, codedHeight, framerate });
}

function audioOf(track: Track): object | string {
  const common = commonOf(track);
  if (typeof common === "string") return common;
  const isOpus = track.codec === "opus";
  const sampleRate = track.samplerate ?? (isOpus ? OPUS_SAMPLE_RATE : undefined);
  const channels = track.channelConfig === undefined ? undefined : Number.parseInt(track.channelConfig, 10);
  const numberOfChannels = channels ?? (isOpus ? OPUS_CHANNELS : undefined);
  if (sampleRate === undefined) return "its sample rate is not said";
  if (numberOfChannels === undefined) return "its channels are not said";
  return defined({ ...common, sampleRate, numberOfChannels });
}

function commonOf({ codec, packaging, initData, bitrate, jitter }: Track): object | string {
  if (codec === undefined) return "its codec is not said";
  // Some write the empty text where there is none.
  const data = initData || undefined;
  if (data !== undefined && !isBase64(data)) return "its init data is no base64";
  if (packaging === "cmaf") {
    if (data === undefined) return "it is CMAF, and there is no init segment";
    return { codec, container: { kind: "cmaf", init: data }, bitrate, jitter };
  }
  if (packaging !== "loc" && packaging !== "legacy") return `its packaging is ${packaging.slice(0, 32)}`;
  const description = data === undefined ? undefined : toHex(fromBase64(data));
  return { codec, container: { kind: packaging }, description, bitrate, jitter };
}

function tracksOf<R extends VideoRendition | AudioRendition>(
  renditions: Record<string, R>,
  make: (rendition: R) => object,
  problems: Problem[],
): Track[] {
  const all = Object.entries(renditions);
  return all.flatMap(([name, rendition]) => {
    const { codec, container, broadcast, bitrate, jitter } = rendition;
    if (broadcast !== undefined || container.kind === "unknown") {
      const why = broadcast === undefined ? "its container is not known here" : "it is in another broadcast";
      problems.push({ path: [name], message: `left out: ${why}` });
      return [];
    }
    const track = {
      name,
      packaging: container.kind,
      isLive: true,
      codec,
      bitrate,
      jitter,
      initData: container.kind === "cmaf" ? container.init : initDataOf(rendition.description),
      renderGroup: RENDER_GROUP,
      altGroup: all.length > 1 ? ALT_GROUP : undefined,
      ...make(rendition),
    };
    return [defined(track)];
  });
}

function videoTrack({ codec, codedWidth, codedHeight, framerate }: VideoRendition): object {
  const sap = sapType(codec);
  return {
    role: "video",
    width: codedWidth,
    height: codedHeight,
    framerate,
    maxGrpSapStartingType: sap,
    maxObjSapStartingType: sap,
  };
}

function audioTrack({ sampleRate, numberOfChannels }: AudioRendition): object {
  return { role: "audio", samplerate: sampleRate, channelConfig: String(numberOfChannels) };
}

/** How a group starts (ISO/IEC 14496-12, annex I): 1 where no picture leads the keyframe, 2 where one may. */
function sapType(codec: string): 1 | 2 | undefined {
  if (codec === "vp8") return 1;
  return /^(avc[13]|av01|vp09)\b/.test(codec) ? 2 : undefined;
}

const initDataOf = (description: string | undefined): string | undefined =>
  description === undefined ? undefined : toBase64(fromHex(description));

/** Without the members that are undefined, which JSON has not either. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
