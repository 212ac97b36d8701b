import { headerChecksum, LOGO } from "../rom.ts";

/**
 * Small games made of bytes, so that the tests need no file.
 */

/** Scrolls a pattern each frame and plays a tone; directions scroll too, the other buttons change the tone. */
export const GAME: readonly number[] = bytes(`
  f3 31feff af e040           di; ld sp, $fffe; screen off
  210080 7d ac 22 7c fea0 20f8 fill video RAM with l ^ h
  3ee4 e047                   BGP
  3e80 e068 0640 78 07 a8 e069 05 20f8 colours, all of them
  3e80 e026 3ef3 e025 3e77 e024 sound on
  3e80 e011 3ef0 e012 3e00 e013 3e87 e014 a tone
  3e91 e040                   screen on
  f044 fe90 20fa              main: until line 144
  f043 3c e043                inc SCX
  3e20 e000 f000 2f e60f 57 f042 82 e042 directions to SCY
  3e10 e000 f000 2f e60f 5f f042 83 e013 buttons to the tone
  fa00c0 83 3c ea00c0         a count at $c000
  3e0a ea0000 fa00c0 ea00a0 af ea0000 kept at $a000
  f044 fe90 28fa              until line 145
  c39601                      jp main
`);

/** Runs like the game for a second, then meets an instruction that the processor does not have. */
export const CRASHES: readonly number[] = bytes(`
  0e3c                        ld c, 60
  f044 fe90 20fa              until line 144
  f044 fe90 28fa              until line 145
  0d 20f1                     sixty times
  d3                          no instruction
`);

/** Waits for each picture, and meets an instruction that the processor does not have when A is held. */
export const CRASHES_ON_A: readonly number[] = bytes(`
  f3 31feff 3e91 e040         di; ld sp, $fffe; screen on
  f044 fe90 20fa              main: until line 144
  3e10 e000 f000 f000 e601    A
  2001 d3                     no instruction
  f044 fe90 28fa              until line 145
  c35801                      jp main
`);

/** Latches the clock without end, and keeps its five registers from $c000 on. */
export const CLOCK: readonly number[] = bytes(`
  f3 31feff                   di; ld sp, $fffe
  3e0a ea0000                 RAM and clock on
  af ea0060 3c ea0060         main: latch
  3e08 ea0040 fa00a0 ea00c0   seconds
  3e09 ea0040 fa00a0 ea01c0   minutes
  3e0a ea0040 fa00a0 ea02c0   hours
  3e0b ea0040 fa00a0 ea03c0   days
  3e0c ea0040 fa00a0 ea04c0   the rest
  c35901                      jp main
`);

/** Sets the clock by each instruction that can, reads what it set, and reads RAM that it wrote before. */
export const SETS_CLOCK: readonly number[] = bytes(`
  f3 31feff                   di; ld sp, $fffe
  3e0a ea0000                 RAM and clock on
  af ea0040 3e77 ea00a0       a byte of RAM
  0640 0e00 3e08 02           choose seconds: ld [bc], a
  2100a0 3611                 ld [hl], n: 17
  7e ea00c0                   read
  1640 1e00 3e09 12           choose minutes: ld [de], a
  3e12 22                     ld [hl+], a: 18
  fa34a0 ea01c0               read, anywhere in the bank
  210040 3e0a 77              choose hours: ld [hl], a
  21ffbf 0613 70              ld [hl], b: 19
  fa00a0 ea02c0               read
  af ea0040 fa00a0 ea03c0     RAM again
  18fe                        for good
`);

/** What a synthesised ROM is like. */
export interface RomOptions {
  readonly program?: readonly number[];
  /** The byte at 0x0147. */
  readonly type?: number;
  /** The byte at 0x0143: 0x80 knows colour. */
  readonly color?: number;
  readonly title?: string;
}

/** A ROM of 32 KiB with its program at 0x0150. */
export function makeRom({
  program = GAME,
  type = 0,
  color = 0,
  title = "TEST",
}: RomOptions = {}): Uint8Array {
  const rom = new Uint8Array(0x8000);
  rom.set([0x00, 0xc3, 0x50, 0x01], 0x0100);
  rom.set(LOGO, 0x0104);
  rom.set(new TextEncoder().encode(title), 0x0134);
  rom[0x0143] = color;
  rom[0x0147] = type;
  rom[0x0149] = type === 0x03 || type === 0x10 ? 0x02 : 0x00;
  rom.set(program, 0x0150);
  return seal(rom);
}

/** Makes the header checksum right again. */
export function seal(rom: Uint8Array): Uint8Array {
  rom[0x014d] = headerChecksum(rom);
  return rom;
}

/** Numbers that look random and are the same each time: below 2^32, from a seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Every line begins with bytes. The first word that is not hexadecimal pairs begins the remark, so none may begin with a number. */
export function bytes(listing: string): number[] {
  return listing
    .trim()
    .split("\n")
    .flatMap((line) => {
      const words = line.trim().split(/ +/);
      const end = words.findIndex((word) => !/^([0-9a-f]{2})+$/.test(word));
      return words.slice(0, end < 0 ? undefined : end);
    })
    .flatMap((word) => word.match(/../g) ?? [])
    .map((pair) => Number.parseInt(pair, 16));
}
