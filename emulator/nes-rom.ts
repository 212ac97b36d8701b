import { RomError } from "./rom.ts";
import { sha256, toHex } from "./sha256.ts";

/** What the header of a .nes file says (NESdev Wiki, "INES" and "NES 2.0"). */
export interface NesRomInfo {
  /** The file has none: `Untitled`. */
  readonly title: string;
  /** The board's number. */
  readonly mapper: number;
  /** Whether it keeps its RAM without power. */
  readonly battery: boolean;
  /** Bytes of program, and of pictures in ROM. */
  readonly prgSize: number;
  readonly chrSize: number;
  /** Bytes of the file. */
  readonly romSize: number;
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly hash: string;
}

const MAGIC = [0x4e, 0x45, 0x53, 0x1a] as const;
const HEADER_SIZE = 16;
const PRG_BANK_SIZE = 16 * 1024;
const CHR_BANK_SIZE = 8 * 1024;
const SIZE_MAX = 8 * 1024 * 1024;

/** Of RAM in a NES 2.0 header, as a shift of 64 bytes: 64 KiB. */
const RAM_SHIFT_MAX = 10;

/** Boards that the core emulates. */
const MAPPERS: ReadonlySet<number> = new Set([
  0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 16, 18, 19, 21, 22, 23, 24, 25, 26, 33, 34, 48, 66, 69, 71, 76, 79, 88, 95,
  105, 113, 144, 146, 153, 154, 155, 157, 159, 176, 206, 210,
]);

/** Whether a file says that it is for an NES. Looks at its first bytes alone. */
export function isNesRom(file: Uint8Array): boolean {
  return MAGIC.every((byte, at) => file[at] === byte);
}

/**
 * Reads and checks the header of a .nes file. The core checks again and agrees.
 *
 * @throws {RomError} where the core would refuse it.
 */
export function parseNesRom(rom: Uint8Array): NesRomInfo {
  if (rom.length < HEADER_SIZE + PRG_BANK_SIZE)
    throw new RomError(
      "too-short",
      `This file has ${rom.length} bytes, and no NES ROM has fewer than ${HEADER_SIZE + PRG_BANK_SIZE}: choose a .nes file, or copy it again if it was cut short.`,
    );
  if (rom.length > SIZE_MAX)
    throw new RomError(
      "too-long",
      `This file has ${rom.length} bytes, and no NES ROM that is run here has more than ${SIZE_MAX}: choose a .nes file.`,
    );
  if (!isNesRom(rom)) throw new RomError("not-a-rom", "This file has no NES header: choose a .nes file.");
  const byte = (at: number) => rom[at] ?? 0;
  const form = byte(7) & 0x0c;
  if (form !== 0x00 && form !== 0x08)
    throw new RomError(
      "bad-header",
      "The header of this NES ROM is damaged, perhaps by an old copying program: copy the ROM again.",
    );
  const isNes2 = form === 0x08;
  // The later form has upper bits of three numbers, and says what the earlier one leaves open.
  const later = (at: number) => (isNes2 ? byte(at) : 0);
  const mapper = (byte(6) >> 4) | (byte(7) & 0xf0) | ((later(8) & 0x0f) << 8);
  if (!MAPPERS.has(mapper))
    throw new RomError(
      "unsupported-mapper",
      `This cartridge's board (mapper ${mapper}) is not emulated here: choose another game.`,
    );
  const prgSize = (byte(4) | ((later(9) & 0x0f) << 8)) * PRG_BANK_SIZE;
  const chrSize = (byte(5) | ((later(9) >> 4) << 8)) * CHR_BANK_SIZE;
  checkSize(rom.length, prgSize, chrSize);
  const isTooLarge = (shifts: number) => (shifts & 0x0f) > RAM_SHIFT_MAX || shifts >> 4 > RAM_SHIFT_MAX;
  if (isTooLarge(later(10)) || isTooLarge(later(11)))
    throw new RomError(
      "bad-ram-size",
      "This ROM's header names a RAM size that does not exist: copy the ROM again, or fix the header if you built it.",
    );
  checkKind({
    hasTrainer: (byte(6) & 0x04) !== 0,
    isOtherConsole: isNes2 && (byte(7) & 0x03) !== 0,
    isOtherTiming: (later(12) & 0x01) !== 0,
  });
  return {
    title: "Untitled",
    mapper,
    battery: (byte(6) & 0x02) !== 0,
    prgSize,
    chrSize,
    romSize: rom.length,
    hash: toHex(sha256(rom)),
  };
}

function checkSize(length: number, prgSize: number, chrSize: number): void {
  const declared = HEADER_SIZE + prgSize + chrSize;
  if (prgSize === 0)
    throw new RomError(
      "size-mismatch",
      "This ROM's header names no program: copy the ROM again, or fix the header if you built it.",
    );
  if (length < declared)
    throw new RomError(
      "size-mismatch",
      `This file has ${length} bytes and its header says ${declared}: copy the whole ROM again.`,
    );
}

function checkKind(kind: { hasTrainer: boolean; isOtherConsole: boolean; isOtherTiming: boolean }): void {
  const refuse = (what: string) =>
    new RomError("unsupported-cartridge", `${what}, which is not emulated here: choose another game.`);
  if (kind.hasTrainer) throw refuse("This ROM begins with a trainer");
  if (kind.isOtherConsole) throw refuse("This ROM is for an arcade machine or another console");
  if (kind.isOtherTiming) throw refuse("This ROM is for a console of 50 Hz (PAL or Dendy)");
}
