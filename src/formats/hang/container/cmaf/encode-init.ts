/** Init segments, written: one track, its samples all in fragments. */
import {
  writeFtyp,
  writeHdlr,
  writeMdhd,
  writeMvhd,
  writeSmhd,
  writeStts,
  writeTkhd,
  writeTrex,
  writeUrl,
  writeVmhd,
} from "@svta/cml-iso-bmff";
import type { AudioRendition, VideoRendition } from "../../catalog/index.ts";
import { MICROS } from "../time.ts";
import { makeBox } from "./boxes.ts";
import { audioEntry, videoEntry } from "./entry.ts";

const TRACK_ID = 1;

/** No turning, no scaling, in 16.16 fixed point but for the last, which is 2.30. */
const MATRIX = [1, 0, 0, 0, 1, 0, 0, 0, 2 ** 14];

const PLAIN = { version: 0, flags: 0 } as const;
const TIMELESS = { creationTime: 0, modificationTime: 0, duration: 0 } as const;

/** The init segment of a rendition, in microseconds. Throws a `FormatError` where the codec or the size is not said. */
export function encodeVideoInit(rendition: VideoRendition): Uint8Array<ArrayBuffer> {
  const media = writeVmhd({ type: "vmhd", version: 0, flags: 1, graphicsmode: 0, opcolor: [0, 0, 0] });
  const { codedWidth: width = 0, codedHeight: height = 0 } = rendition;
  return encodeInit("vide", media, videoEntry(rendition), { width, height, volume: 0 });
}

/** As {@link encodeVideoInit}. */
export function encodeAudioInit(rendition: AudioRendition): Uint8Array<ArrayBuffer> {
  const media = writeSmhd({ type: "smhd", ...PLAIN, balance: 0, reserved: 0 });
  return encodeInit("soun", media, audioEntry(rendition), { width: 0, height: 0, volume: 1 });
}

function encodeInit(
  handlerType: string,
  media: ArrayBufferView,
  entry: Uint8Array,
  look: { width: number; height: number; volume: number },
): Uint8Array<ArrayBuffer> {
  const ftyp = writeFtyp({
    type: "ftyp",
    majorBrand: "isom",
    minorVersion: 512,
    compatibleBrands: ["isom", "iso6", "mp41"],
  });
  const moov = makeBox(
    "moov",
    movieHeader(),
    track(handlerType, media, entry, look),
    makeBox("mvex", defaults()),
  );
  const init = new Uint8Array(ftyp.byteLength + moov.byteLength);
  init.set(new Uint8Array(ftyp.buffer, ftyp.byteOffset, ftyp.byteLength));
  init.set(moov, ftyp.byteLength);
  return init;
}

function movieHeader(): ArrayBufferView {
  return writeMvhd({
    type: "mvhd",
    ...PLAIN,
    ...TIMELESS,
    timescale: MICROS,
    rate: 1,
    volume: 1,
    reserved1: 0,
    reserved2: [0, 0],
    matrix: MATRIX,
    preDefined: [0, 0, 0, 0, 0, 0],
    nextTrackId: TRACK_ID + 1,
  });
}

function track(
  handlerType: string,
  media: ArrayBufferView,
  entry: Uint8Array,
  look: { width: number; height: number; volume: number },
): Uint8Array {
  const tkhd = writeTkhd({
    type: "tkhd",
    version: 0,
    // Enabled, and part of the movie.
    flags: 3,
    ...TIMELESS,
    trackId: TRACK_ID,
    reserved1: 0,
    reserved2: [0, 0],
    layer: 0,
    alternateGroup: 0,
    reserved3: 0,
    matrix: MATRIX,
    ...look,
  });
  const mdhd = writeMdhd({
    type: "mdhd",
    ...PLAIN,
    ...TIMELESS,
    timescale: MICROS,
    language: "und",
    preDefined: 0,
  });
  const hdlr = writeHdlr({
    type: "hdlr",
    ...PLAIN,
    preDefined: 0,
    handlerType,
    reserved: [0, 0, 0],
    name: "",
  });
  // The data is in the same file.
  const url = writeUrl({ type: "url ", version: 0, flags: 1, location: "" });
  const dinf = makeBox("dinf", list("dref", url));
  const stbl = makeBox("stbl", list("stsd", entry), ...noSamples());
  return makeBox("trak", tkhd, makeBox("mdia", mdhd, hdlr, makeBox("minf", media, dinf, stbl)));
}

/** A box of version 0 with a count of boxes, and the one. */
function list(type: string, entry: ArrayBufferView): Uint8Array {
  return makeBox(type, Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 1]), entry);
}

/** The tables of samples, empty. */
function noSamples(): ArrayBufferView[] {
  const stts = writeStts({ type: "stts", ...PLAIN, entryCount: 0, entries: [] });
  const empty = (type: string, fields: number) => makeBox(type, new Uint8Array(4 + 4 * fields));
  return [stts, empty("stsc", 1), empty("stsz", 2), empty("stco", 1)];
}

function defaults(): ArrayBufferView {
  return writeTrex({
    type: "trex",
    ...PLAIN,
    trackId: TRACK_ID,
    defaultSampleDescriptionIndex: 1,
    defaultSampleDuration: 0,
    defaultSampleSize: 0,
    defaultSampleFlags: 0,
  });
}
