/**
 * The clock in some MBC3 cartridges, as five registers: seconds, minutes, hours, the lower eight bits of the day, and
 * a byte with the day's ninth bit (0), a halt (6) and a carry (7). Pan Docs, "MBC3". Pure functions: whoever starts a
 * game knows what time it is, and a recorded game starts at the time it was recorded at.
 */

const DAY_SECONDS = 86_400;
const DAYS = 512;
const HALT = 0x40;
const CARRY = 0x80;

/** Registers that show so many seconds since midnight of day 0. */
export function clockAt(seconds: number): Uint8Array<ArrayBuffer> {
  return advanceClock(new Uint8Array(5), seconds);
}

/** The seconds since midnight of day 0 that registers show; after 512 days they begin again. */
export function clockSeconds(registers: Uint8Array): number {
  const [seconds = 0, minutes = 0, hours = 0, low = 0, high = 0] = registers;
  return seconds + 60 * (minutes + 60 * (hours + 24 * (low + 256 * (high & 1))));
}

/**
 * Registers as they are after the console was off for a while. A clock that is halted stands.
 * @param seconds whole ones count; less than 0 counts as 0
 */
export function advanceClock(registers: Uint8Array, seconds: number): Uint8Array<ArrayBuffer> {
  const flags = (registers[4] ?? 0) & (HALT | CARRY);
  const passed = flags & HALT ? 0 : Math.max(0, Math.floor(seconds));
  const sum = clockSeconds(registers) + passed;
  const day = Math.floor(sum / DAY_SECONDS);
  const high = (day >> 8) & 1;
  return Uint8Array.of(
    sum % 60,
    Math.floor(sum / 60) % 60,
    Math.floor(sum / 3600) % 24,
    day & 0xff,
    high | flags | (day >= DAYS ? CARRY : 0),
  );
}
