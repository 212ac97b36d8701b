/** The buttons of a Game Boy pad in the order of their bits: bit 0 is `right`, bit 7 `start`. */
export const BUTTONS = ["right", "left", "up", "down", "a", "b", "select", "start"] as const;

/** The name of a button, as it travels in commands. */
export type Button = (typeof BUTTONS)[number];

const BITS: ReadonlyMap<string, number> = new Map(BUTTONS.map((name, bit) => [name, 1 << bit]));

const HORIZONTAL = 0b0011;
const VERTICAL = 0b1100;

/** Whether a word is the name of a button. */
export function isButton(name: string): name is Button {
  return BITS.has(name);
}

/** The bits of these buttons. A name twice counts once. */
export function toMask(names: Iterable<Button>): number {
  let mask = 0;
  for (const name of names) {
    mask |= BITS.get(name) ?? 0;
  }
  return mask;
}

/** The names of these bits, lowest bit first. Bits beyond the eighth are nothing. */
export function toButtons(mask: number): Button[] {
  return BUTTONS.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/**
 * What a real pad could send of what many hands hold: opposite directions cancel out, both are released.
 * Many games fail in odd ways on left and right at once, because the pad they were made for cannot do it;
 * and of two people pulling either way neither is favoured. Idempotent.
 *
 * This is for a host to apply, or not: a game that is made for many hands may want to know of both. `step`
 * hands on what it is given.
 */
export function sanitize(mask: number): number {
  let held = mask & 0xff;
  if ((held & HORIZONTAL) === HORIZONTAL) {
    held &= ~HORIZONTAL;
  }
  if ((held & VERTICAL) === VERTICAL) {
    held &= ~VERTICAL;
  }
  return held;
}
