import { bytes } from "./rom.ts";

/**
 * Small NES games made of bytes, so that the tests need no file. A program begins at $c000.
 */

/**
 * Scrolls a pattern each frame and plays a tone; directions scroll too, A, B and select tint the picture, and the
 * upper four change the tone. Counts frames at $6000, where the battery's RAM is, and has the buttons beside it.
 */
export const NES_GAME: readonly number[] = bytes(`
  78 d8 a2ff 9a               SEI; CLD; a stack
  2c0220 10fb 2c0220 10fb     two pictures until all is awake
  a900 8d0620 8d0620          PPU address 0
  a210 a000                   sixteen pages of tiles
  98 8600 4500 8d0720 c8 d0f5 ca d0f2 filled with x ^ y
  a93f 8d0620 a900 8d0620     PPU address $3f00
  a220 8a 0a 4915 293f 8d0720 ca d0f4 colours
  a920 8d0620 a900 8d0620     PPU address $2000
  a208 a000 98 8d0720 c8 d0f9 ca d0f6 tiles in order, on both screens
  a901 8d1540 a9bf 8d0040     one pulse on, loud
  a908 8d0140 a9fd 8d0240 a900 8d0340 its tone
  a980 8d0020 a90a 8d0120     NMI and picture on
  a501 c501 f0fc              main: until the next picture
  a901 8d1640 a900 8d1640     look at the controller
  a208 ad1640 4a 2602 ca d0f7 eight buttons into $02, A first
  e603 a502 290f 18 6503 8503 scroll, and directions too
  a502 29f0 49fd 8d0240       tone
  a503 8d0520 a900 8d0520 a980 8d0020 scroll there
  a502 29e0 090a 8d0120       tint
  ee0060 a502 8d0160          kept
  4c7cc0                      JMP main
  e601 40                     NMI: count
`);

/** Where `NES_GAME` has its NMI. */
const NMI = 0xc000 + NES_GAME.length - 3;

/** Meets an instruction that stops the processor for good. */
export const NES_STOPS: readonly number[] = bytes("02 KIL");

/** What a synthesised ROM is like. */
export interface NesRomOptions {
  readonly program?: readonly number[];
  readonly mapper?: number;
  readonly battery?: boolean;
  /** Banks of program, of 16 KiB: each has the program. */
  readonly prgBanks?: number;
  /** Banks of pictures in ROM, of 8 KiB; by default there is RAM for them. */
  readonly chrBanks?: number;
}

/** A .nes file. */
export function makeNesRom({
  program = NES_GAME,
  mapper = 0,
  battery = false,
  prgBanks = 1,
  chrBanks = 0,
}: NesRomOptions = {}): Uint8Array {
  const rom = new Uint8Array(16 + prgBanks * 0x4000 + chrBanks * 0x2000);
  const flags = ((mapper & 0x0f) << 4) | (battery ? 0x02 : 0) | 0x01;
  rom.set([0x4e, 0x45, 0x53, 0x1a, prgBanks, chrBanks, flags, mapper & 0xf0]);
  for (let bank = 0; bank < prgBanks; bank += 1) {
    const at = 16 + bank * 0x4000;
    rom.set(program, at);
    rom.set([NMI & 0xff, NMI >> 8, 0x00, 0xc0, 0x00, 0xc0], at + 0x3ffa);
  }
  for (let at = 16 + prgBanks * 0x4000; at < rom.length; at += 1) rom[at] = at * 7;
  return rom;
}
