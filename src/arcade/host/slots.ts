/** The states that a host keeps of a game: a handful of slots, and the way back from the last thing done to them. */
import { type Emulator, type Palette, recolor, recolors } from "../../../emulator/index.ts";
import { SLOTS } from "../protocol/index.ts";
import type { SavedPicture, SlotsView } from "../types.ts";

/** A state, and what it looks like. */
export interface Slot {
  /** Milliseconds since the epoch. */
  savedAtMs: number;
  /** The file form of a state (docs/core-abi.md). */
  state: Uint8Array<ArrayBuffer>;
  picture: SavedPicture;
}

/** What the last thing done has replaced: what was in the slot, or the game as it was before a slot was loaded. */
export type Undo =
  | { type: "save"; slot: number; before?: Slot }
  | { type: "load"; slot: number; before: Slot };

/** All that is kept of one game. */
export interface KeptSlots {
  /** One for each slot; null where it is empty. */
  slots: (Slot | null)[];
  undo?: Undo;
}

/** Where slots are kept, by the ROM's hash. Neither rejects: what could not be kept is there until the game ends. */
export interface SlotStore {
  read(romHash: string): Promise<KeptSlots | undefined>;
  write(romHash: string, kept: KeptSlots): Promise<void>;
}

/** The slots of a game that is hosted. Nothing in them is lost by one slip: what was replaced last can be had back. */
export class Slots {
  #slots: (Slot | null)[];
  #undo: Undo | undefined;
  #onChange: () => void;

  /** @param onChange after each change: `kept` is to be written, and `view` to be told */
  constructor(kept: KeptSlots | undefined, onChange: () => void) {
    this.#slots = Array.from({ length: SLOTS }, (_, at) => kept?.slots[at] ?? null);
    this.#undo = kept?.undo;
    this.#onChange = onChange;
  }

  get kept(): KeptSlots {
    return { slots: [...this.#slots], ...(this.#undo ? { undo: this.#undo } : {}) };
  }

  /** As a page shows it. */
  get view(): SlotsView {
    return {
      slots: this.#slots.map((slot) => slot && { savedAtMs: slot.savedAtMs, picture: slot.picture }),
      ...(this.#undo ? { undo: { type: this.#undo.type, slot: this.#undo.slot } } : {}),
    };
  }

  /** When each was saved, in seconds since the epoch. */
  get times(): (number | null)[] {
    return this.#slots.map((slot) => slot && Math.floor(slot.savedAtMs / 1000));
  }

  get(slot: number): Slot | undefined {
    return this.#slots[slot] ?? undefined;
  }

  save(slot: number, now: Slot): void {
    if (!this.#has(slot)) return;
    const before = this.get(slot);
    this.#undo = { type: "save", slot, ...(before ? { before } : {}) };
    this.#slots[slot] = now;
    this.#onChange();
  }

  /** A slot was loaded. @param before the game as it was until then, if it could be saved */
  loaded(slot: number, before: Slot | undefined): void {
    this.#undo = before && { type: "load", slot, before };
    this.#onChange();
  }

  /** Takes the last thing back, once. @returns the state that the game has to go on from, if any */
  undo(): Slot | undefined {
    const undo = this.#undo;
    if (!undo) return undefined;
    this.#undo = undefined;
    if (undo.type === "save") this.#slots[undo.slot] = undo.before ?? null;
    this.#onChange();
    return undo.type === "load" ? undo.before : undefined;
  }

  #has(slot: number): boolean {
    return Number.isInteger(slot) && slot >= 0 && slot < SLOTS;
  }
}

/** What a machine shows, as a picture to keep. */
export function pictureOf(emulator: Emulator, palette: Palette): SavedPicture {
  const { width, height } = emulator;
  const rgba = new Uint8ClampedArray(emulator.rgba());
  if (recolors(emulator, palette)) recolor(new Uint32Array(rgba.buffer), palette);
  return { width, height, rgba };
}
