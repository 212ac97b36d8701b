/**
 * A cartridge that shows what it was given: how often A was pressed, which buttons are down, and which frame
 * this is, as rows of black and white squares that survive any codec. It plays a steady tone.
 */
import { makeRom } from "../../emulator/testing/rom.ts";

/** Rows of squares: the row and the column (in tiles) of the first of eight, the highest bit first. */
export const ROWS = {
  count: { row: 2, column: 2 },
  held: { row: 6, column: 2 },
  frame: { row: 10, column: 2 },
};

/** The bits of `held`. */
export const HELD_BITS = {
  right: 0x01,
  left: 0x02,
  up: 0x04,
  down: 0x08,
  a: 0x10,
  b: 0x20,
  select: 0x40,
  start: 0x80,
} as const;

const START = 0x0150;

function bytes(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function word(value: number): number[] {
  return [value & 0xff, value >> 8];
}

/** Where SELECT is held: an instruction that the processor does not have. */
const CRASH_ON_SELECT = bytes("cb712801d3"); // bit 6, c; jr z; no instruction

const map = ({ row, column }: { row: number; column: number }) => word(0x9800 + row * 32 + column);

function program(crashesOnSelect: boolean): number[] {
  const init = [
    ...bytes("f331feffafe040"), // di; ld sp, $fffe; screen off
    ...bytes("21008006102205" + "20fc"), // tile 0: white
    ...bytes("3eff06102205" + "20fc"), // tile 1: black
    ...bytes("210098af22cb5428fb"), // the map: all white
    ...bytes("3ee4e047"), // BGP
    ...bytes("3e80e0263ef3e0253e77e024"), // sound on
    ...bytes("3e80e0113ef0e0123e00e0133e87e014"), // a tone
    ...bytes("afea00c0ea01c0ea02c0ea03c0ea04c0"), // count, A before, frame, A before, shade
    ...bytes("3e91e040"), // screen on
  ];
  const main = START + init.length;
  const draw = (at: { row: number; column: number }, routine: number) => [
    0x21,
    ...map(at),
    0xcd,
    ...word(routine),
  ];
  const loop = (routine: number) => [
    ...bytes("f044fe7020fa"), // until line 112
    ...bytes("3e10e000f000f0002fe60147"), // b = A
    ...bytes("fa03c02fa05f78ea03c0"), // e = A now and not before
    ...bytes("fa04c083e603ea04c0e047"), // from here on another shade a press, in this very frame
    ...bytes("f044fe9020fa"), // until line 144
    ...bytes("3ee4e047"),
    ...bytes("3e20e000f000f0002fe60f57"), // d = directions
    ...bytes("3e10e000f000f0002fe60f5fcb33"), // e = buttons << 4
    ...bytes("7ab34f"), // c = both
    ...(crashesOnSelect ? CRASH_ON_SELECT : []),
    ...bytes("e61047fa01c02fa0"), // A now and not before
    ...bytes("2807fa00c03cea00c0"), // then count
    ...bytes("78ea01c0"), // A before = A
    ...bytes("fa02c03cea02c05f"), // frame
    ...draw(ROWS.frame, routine),
    ...bytes("fa00c05f"),
    ...draw(ROWS.count, routine),
    0x59, // ld e, c
    ...draw(ROWS.held, routine),
    ...bytes("f044fe9028fa"), // until line 144 is over
    0xc3,
    ...word(main),
  ];
  // hl: where; e: the eight bits
  const routine = bytes("0608cb033e00ce002205" + "20f6c9");
  return [...init, ...loop(main + loop(0).length), ...routine];
}

/** The cartridge. Its title differs where `title` does; one may crash while SELECT is held. */
export function makeProbeRom(title = "PROBE", { crashesOnSelect = false } = {}): Uint8Array {
  return makeRom({ program: program(crashesOnSelect), title });
}

/**
 * A place whose shade goes one on (of four, from white to black) with each press of A, and in the very frame that
 * the press is applied on; the rows of squares are a frame behind.
 */
export const MARK = { x: 80, y: 128, shades: 4 };

/** What the picture says. */
export interface Reading {
  /** How often A was pressed, modulo 256. */
  count: number;
  /** What is down; see {@link HELD_BITS}. */
  held: number;
  /** The frame, modulo 256. */
  frame: number;
}

/**
 * Reads the picture; `undefined` where it is not the probe's, or not there yet.
 * @param brightness of the pixel at a place in the picture of 160 × 144, from 0 to 255
 */
export function readPicture(brightness: (x: number, y: number) => number): Reading | undefined {
  // Beside the squares all is white; a canvas that nobody has drawn on is black.
  if (brightness(4, 4) < 128) return undefined;
  const bits = ({ row, column }: { row: number; column: number }) => {
    let value = 0;
    for (let i = 0; i < 8; i++)
      value = (value << 1) | (brightness((column + i) * 8 + 4, row * 8 + 4) < 128 ? 1 : 0);
    return value;
  };
  return { count: bits(ROWS.count), held: bits(ROWS.held), frame: bits(ROWS.frame) };
}
