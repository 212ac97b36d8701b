import { sha256, toHex } from "./sha256.ts";

/**
 * Why a ROM is refused.
 *
 * - `not-a-rom`: some other kind of file.
 * - `too-short`, `too-long`: no cartridge has this size.
 * - `bad-logo`, `bad-checksum`, `bad-header`: the header is damaged.
 * - `unsupported-mapper`: a cartridge chip that the core does not emulate.
 * - `size-mismatch`: the file is not as long as its header says.
 * - `bad-ram-size`: the header names a RAM size that does not exist.
 * - `unsupported-cartridge`: it is made for another kind of the console than the one that is emulated.
 */
export type RomReason =
  | "not-a-rom"
  | "too-short"
  | "too-long"
  | "bad-logo"
  | "bad-checksum"
  | "bad-header"
  | "unsupported-mapper"
  | "size-mismatch"
  | "bad-ram-size"
  | "unsupported-cartridge";

/** A ROM that is not run. Its message says what is wrong and what to do, fit to show. */
export class RomError extends Error {
  readonly reason: RomReason;

  constructor(reason: RomReason, message: string) {
    super(message);
    this.name = "RomError";
    this.reason = reason;
  }
}

/** What a ROM's header says. */
export interface RomInfo {
  /** The game's title: printable ASCII, at most 16 characters, never empty. */
  readonly title: string;
  /** Whether the game knows the Game Boy Color, and whether it runs on nothing else. */
  readonly color: "none" | "supported" | "required";
  /** The cartridge's chip, such as `MBC5`. */
  readonly mapper: string;
  /** Whether it keeps its RAM without power. */
  readonly battery: boolean;
  /** Bytes of the file. */
  readonly romSize: number;
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly hash: string;
}

const KIB = 1024;
const SIZE_MIN = 32 * KIB;
const SIZE_MAX = 8 * KIB * KIB;
const BANK_SIZE = 16 * KIB;

/** The picture every cartridge carries at 0x0104 (Pan Docs, "The Cartridge Header"). */
export const LOGO: Uint8Array = Uint8Array.from(
  (
    "ceed6666cc0d000b03730083000c000d0008111f8889000e" + "dccc6ee6ddddd999bbbb67636e0eecccdddc999fbbb9333e"
  ).match(/../g) ?? [],
  (digits) => Number.parseInt(digits, 16),
);

interface Mapper {
  readonly name: string;
  readonly sizeMax: number;
  readonly battery: boolean;
}

function chip(name: string, sizeMax: number, types: readonly number[], batteries: readonly number[]) {
  return types.map((type): [number, Mapper] => [type, { name, sizeMax, battery: batteries.includes(type) }]);
}

/** By the byte at 0x0147: what the core emulates, and how far. */
const MAPPERS: ReadonlyMap<number, Mapper> = new Map([
  ...chip("ROM only", SIZE_MIN, [0x00], []),
  ...chip("MBC1", 512 * KIB, [0x01, 0x02, 0x03], [0x03]),
  ...chip("MBC2", 256 * KIB, [0x05, 0x06], [0x06]),
  ...chip("MBC3", 2 * KIB * KIB, [0x0f, 0x10, 0x11, 0x12, 0x13], [0x0f, 0x10, 0x13]),
  ...chip("MBC5", SIZE_MAX, [0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e], [0x1b, 0x1e]),
]);

/** Names of chips that are known and not emulated, for the message. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [0x08, "plain RAM"],
  [0x09, "plain RAM"],
  [0x0b, "MMM01"],
  [0x0c, "MMM01"],
  [0x0d, "MMM01"],
  [0x20, "MBC6"],
  [0x22, "MBC7"],
  [0xfc, "the camera"],
  [0xfd, "TAMA5"],
  [0xfe, "HuC3"],
  [0xff, "HuC1"],
]);

/** First bytes of files that people drop by mistake. */
const STRANGERS: ReadonlyArray<readonly [string, readonly number[]]> = [
  ["a zip archive: unpack it and choose the .gb, .gbc or .nes file inside", [0x50, 0x4b, 0x03, 0x04]],
  ["a gzip file: unpack it and choose the .gb, .gbc or .nes file inside", [0x1f, 0x8b]],
  ["a 7z archive: unpack it and choose the .gb, .gbc or .nes file inside", [0x37, 0x7a, 0xbc, 0xaf]],
  ["an NES game: choose a Game Boy ROM (.gb or .gbc)", [0x4e, 0x45, 0x53, 0x1a]],
  ["a picture: choose a ROM (.gb, .gbc or .nes)", [0x89, 0x50, 0x4e, 0x47]],
];

/** The header checksum as the console computes it over 0x0134 to 0x014C. */
export function headerChecksum(rom: Uint8Array): number {
  let sum = 0;
  for (let at = 0x0134; at <= 0x014c; at += 1) {
    sum = (sum - (rom[at] ?? 0) - 1) & 0xff;
  }
  return sum;
}

/**
 * Reads and checks a ROM's header. The core checks again and agrees.
 *
 * @throws {RomError} where the core would refuse it.
 */
export function parseRom(rom: Uint8Array): RomInfo {
  const stranger = STRANGERS.find(([, magic]) => magic.every((byte, at) => rom[at] === byte));
  if (stranger) {
    throw new RomError("not-a-rom", `This is ${stranger[0]}.`);
  }
  if (rom.length < SIZE_MIN) {
    throw new RomError(
      "too-short",
      `This file has ${rom.length} bytes, and no Game Boy ROM has fewer than ${SIZE_MIN}: choose a .gb, .gbc or .nes file, or copy it again if it was cut short.`,
    );
  }
  if (rom.length > SIZE_MAX) {
    throw new RomError(
      "too-long",
      `This file has ${rom.length} bytes, and no Game Boy ROM has more than ${SIZE_MAX}: choose a .gb or .gbc file.`,
    );
  }
  const logo = LOGO.every((byte, at) => rom[0x0104 + at] === byte);
  const checksum = rom[0x014d] === headerChecksum(rom);
  if (!logo && !checksum) {
    throw new RomError("not-a-rom", "This file has no header of a game: choose a .gb, .gbc or .nes file.");
  }
  if (!logo) {
    throw new RomError("bad-logo", "The logo in this ROM's header is damaged: copy the ROM again.");
  }
  if (!checksum) {
    throw new RomError(
      "bad-checksum",
      "The header checksum of this ROM is wrong: copy it again, or fix the header if you built it.",
    );
  }
  const mapper = checkCartridge(rom);
  return {
    title: title(rom),
    color: colorOf(rom[0x0143] ?? 0),
    mapper: mapper.name,
    battery: mapper.battery,
    romSize: rom.length,
    hash: toHex(sha256(rom)),
  };
}

function checkCartridge(rom: Uint8Array): Mapper {
  const type = rom[0x0147] ?? 0;
  const mapper = MAPPERS.get(type);
  if (!mapper) {
    const name = OTHERS.get(type) ?? `type 0x${type.toString(16).padStart(2, "0")}`;
    throw new RomError(
      "unsupported-mapper",
      `This cartridge's chip (${name}) is not emulated here: choose another game.`,
    );
  }
  const sizeCode = rom[0x0148] ?? 0;
  const declared = SIZE_MIN << sizeCode;
  if (sizeCode > 8 || rom.length < declared || rom.length % BANK_SIZE !== 0) {
    throw new RomError(
      "size-mismatch",
      sizeCode > 8
        ? "This ROM's header names a size that does not exist: copy the ROM again, or fix the header if you built it."
        : `This file has ${rom.length} bytes and its header says ${declared}: copy the whole ROM again.`,
    );
  }
  if (rom.length > mapper.sizeMax) {
    if (type === 0x00) {
      throw new RomError(
        "size-mismatch",
        `This file has ${rom.length} bytes, and a cartridge without a chip holds ${SIZE_MIN}: copy the ROM again, or fix the header if you built it.`,
      );
    }
    throw new RomError(
      "unsupported-mapper",
      `${mapper.name} cartridges are emulated up to ${mapper.sizeMax / KIB} KiB, and this one has ${rom.length / KIB}: choose another game.`,
    );
  }
  if ((rom[0x0149] ?? 0) > 0x05) {
    throw new RomError(
      "bad-ram-size",
      "This ROM's header names a RAM size that does not exist: copy the ROM again, or fix the header if you built it.",
    );
  }
  return mapper;
}

/** Whatever the header holds, text that is safe to show and to put in a name. */
function title(rom: Uint8Array): string {
  let text = "";
  // In games that know colour the last byte is a flag, and no letter.
  const end = (rom[0x0143] ?? 0) & 0x80 ? 0x0143 : 0x0144;
  for (const byte of rom.subarray(0x0134, end)) {
    if (byte === 0) {
      break;
    }
    text += byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : " ";
  }
  return text.replace(/ +/g, " ").trim() || "Untitled";
}

function colorOf(flag: number): RomInfo["color"] {
  if ((flag & 0x80) === 0) {
    return "none";
  }
  return (flag & 0x40) === 0 ? "supported" : "required";
}
