import { deflateSync } from "fflate";
import * as z from "zod/mini";

import { xxh32 } from "../hash.ts";
import { inflate } from "../inflate.ts";
import { readStateHeader } from "../state.ts";
import { ByteReader, ByteWriter, damaged } from "./bytes.ts";
import { appendRun, type Clip, frameCount, type Hashes, type Mark, type Run, type Start } from "./clip.ts";
import { ClipError } from "./error.ts";
import { readPictures, writePictures } from "./pictures.ts";

/**
 * The file form of a clip: docs/clips.md. Pure functions.
 */

const MAGIC = [0x4d, 0x51, 0x43, 0x4c] as const; // "MQCL"
const VERSION = 1;
const CHECKSUM_SIZE = 4;

/** Sections, by their first byte. A reader passes over those that it does not know. */
const Section = {
  ABOUT: 1,
  STATE: 2,
  BATTERY: 3,
  INPUTS: 4,
  PICTURE_HASHES: 5,
  SOUND_HASHES: 6,
  PICTURES: 7,
  MARKS: 8,
  CLOCK: 9,
} as const;

/** A clip of this many bytes is not read, so that a file from anywhere costs no more than this. */
export const CLIP_MAX_BYTES = 16 * 1024 * 1024;

/** Some 39 hours. */
export const CLIP_MAX_FRAMES = 2 ** 23;

const BATTERY_MAX_BYTES = 256 * 1024;
const CLOCK_MAX_BYTES = 64;
const PICTURES_MAX_BYTES = 16 * 1024 * 1024;
const MARKS_MAX = 1000;
const RUN_RESET = 0;

const hex = (digits: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const text = (length: number) => z.string().check(z.maxLength(length));
const wholeNumber = z.int().check(z.nonnegative());

const aboutSchema = z.object({
  rom: z.object({ hash: hex(64), title: text(64) }),
  console: text(16),
  core: hex(32),
  recorded: z.optional(wholeNumber),
});

const marksSchema = z.array(z.object({ frame: wholeNumber, label: text(200) })).check(z.maxLength(MARKS_MAX));

/** The bytes of a clip's file. The caller's own. */
export function encodeClip(clip: Clip): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  for (const byte of MAGIC) out.byte(byte);
  out.byte(VERSION);
  const { rom, console, coreHash, recordedAtMs, start } = clip;
  const about = { rom, console, core: coreHash, recorded: recordedAtMs };
  section(out, Section.ABOUT, new TextEncoder().encode(JSON.stringify(about)));
  if (start.type === "state") section(out, Section.STATE, start.state);
  else {
    if (start.battery.length > 0) section(out, Section.BATTERY, deflateSync(start.battery));
    if (start.clock.length > 0) section(out, Section.CLOCK, start.clock);
  }
  section(out, Section.INPUTS, writeRuns(clip.runs));
  section(out, Section.PICTURE_HASHES, writeHashes(clip.pictureHashes, 2));
  section(out, Section.SOUND_HASHES, writeHashes(clip.soundHashes, 4));
  if (clip.pictures.length > 0)
    section(out, Section.PICTURES, deflateSync(writePictures(clip.pictures), { level: 9 }));
  if (clip.marks.length > 0)
    section(out, Section.MARKS, new TextEncoder().encode(JSON.stringify(clip.marks)));
  out.fixed(xxh32(out.finish()), CHECKSUM_SIZE);
  return out.finish();
}

/**
 * Reads a clip's file. Nothing of it has been run yet: whether it plays is for `ClipPlayer` to say.
 *
 * @throws {ClipError} `not-a-clip`, `too-new`, `too-large`, `damaged`.
 */
export function decodeClip(file: Uint8Array): Clip {
  if (file.length > CLIP_MAX_BYTES)
    throw new ClipError("too-large", "This file is longer than a clip may be, 16 MiB: choose another.");
  if (MAGIC.some((byte, at) => file[at] !== byte))
    throw new ClipError("not-a-clip", "This is no clip: its first bytes are not MQCL. Choose another file.");
  const version = file[MAGIC.length] ?? 0;
  if (version > VERSION)
    throw new ClipError(
      "too-new",
      `This clip is of version ${version}, and this page reads ${VERSION}: reload the page, it may know more by then.`,
    );
  const end = file.length - CHECKSUM_SIZE;
  if (end <= MAGIC.length) throw damaged();
  const body = file.subarray(0, end);
  if (new ByteReader(file.subarray(end)).fixed(CHECKSUM_SIZE) !== xxh32(body)) throw damaged();
  return readClip(readSections(body.subarray(MAGIC.length + 1)));
}

function readSections(bytes: Uint8Array): Map<number, Uint8Array> {
  const from = new ByteReader(bytes);
  const sections = new Map<number, Uint8Array>();
  while (from.left > 0) {
    const type = from.byte();
    sections.set(type, from.bytes(from.varint()));
  }
  return sections;
}

function readClip(sections: ReadonlyMap<number, Uint8Array>): Clip {
  const about = parse(aboutSchema, needed(sections, Section.ABOUT));
  const runs = readRuns(needed(sections, Section.INPUTS));
  const pictures = sections.get(Section.PICTURES);
  const marks = sections.get(Section.MARKS);
  return {
    rom: about.rom,
    console: about.console,
    coreHash: about.core,
    start: readStart(sections),
    runs,
    pictureHashes: readHashes(needed(sections, Section.PICTURE_HASHES), 2),
    soundHashes: readHashes(needed(sections, Section.SOUND_HASHES), 4),
    pictures: pictures ? readPictures(inflated(pictures, PICTURES_MAX_BYTES)) : [],
    marks: marks ? readMarks(marks, frameCount(runs)) : [],
    ...(about.recorded === undefined ? {} : { recordedAtMs: about.recorded }),
  };
}

function readStart(sections: ReadonlyMap<number, Uint8Array>): Start {
  const state = sections.get(Section.STATE);
  if (state) {
    try {
      return { type: "state", state: state.slice(), frame: readStateHeader(state).frame };
    } catch (cause) {
      throw damaged(cause);
    }
  }
  const battery = sections.get(Section.BATTERY);
  const clock = sections.get(Section.CLOCK) ?? new Uint8Array(0);
  if (clock.length > CLOCK_MAX_BYTES) throw damaged();
  return {
    type: "power-on",
    battery: battery ? inflated(battery, BATTERY_MAX_BYTES) : new Uint8Array(0),
    clock: clock.slice(),
  };
}

/** Runs as bytes: how many frames and the buttons; 0 frames say that the machine is switched off and on. */
export function writeRuns(runs: readonly Run[]): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  for (const { frames, buttons, reset } of runs) {
    if (reset) out.varint(RUN_RESET);
    out.varint(frames);
    out.byte(buttons);
  }
  return out.finish();
}

/** @throws {ClipError} `damaged`, `too-large`. */
export function readRuns(bytes: Uint8Array): Run[] {
  const from = new ByteReader(bytes);
  const runs: Run[] = [];
  let total = 0;
  while (from.left > 0) {
    let frames = from.varint();
    const reset = frames === RUN_RESET;
    if (reset) frames = from.varint();
    if (frames === 0) throw damaged();
    total += frames;
    if (total > CLIP_MAX_FRAMES)
      throw new ClipError("too-large", "This clip is longer than 39 hours, which is more than one may be.");
    const buttons = from.byte();
    appendRun(runs, reset ? { frames, buttons, reset } : { frames, buttons });
  }
  return runs;
}

function writeHashes({ stride, values }: Hashes, size: 2 | 4): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  out.varint(stride);
  for (let at = 0; at < values.length; at += 1) out.fixed(values[at] ?? 0, size);
  return out.finish();
}

function readHashes(bytes: Uint8Array, size: 2 | 4): Hashes {
  const from = new ByteReader(bytes);
  const stride = from.varint();
  if (stride === 0 || from.left % size !== 0) throw damaged();
  const values = new Uint32Array(from.left / size);
  for (let at = 0; at < values.length; at += 1) values[at] = from.fixed(size);
  return { stride, values };
}

function readMarks(bytes: Uint8Array, frames: number): Mark[] {
  const marks = parse(marksSchema, bytes);
  return marks.filter(({ frame }) => frame <= frames).sort((a, b) => a.frame - b.frame);
}

function section(out: ByteWriter, type: number, bytes: Uint8Array): void {
  out.byte(type);
  out.varint(bytes.length);
  out.bytes(bytes);
}

function needed(sections: ReadonlyMap<number, Uint8Array>, type: number): Uint8Array {
  const bytes = sections.get(type);
  if (!bytes) throw damaged();
  return bytes;
}

function parse<T extends z.ZodMiniType>(schema: T, bytes: Uint8Array): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw damaged(cause);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw damaged(result.error);
  return result.data;
}

function inflated(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  try {
    return inflate(bytes, limit);
  } catch (cause) {
    throw damaged(cause);
  }
}
