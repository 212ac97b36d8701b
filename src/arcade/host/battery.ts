/** What a cartridge keeps without power, kept for the next time. */
import type { Emulator } from "../../../emulator/index.ts";

/** Frames from one look at the battery to the next: two seconds. A game takes some frames to write a save. */
const LOOK_FRAMES = 120;

/** Looks after which a battery that never stands still is handed on as it is. */
const LOOKS_MAX = 5;

/** Hands a battery on when it has changed, and has then stood still from one look to the next. The machine is the caller's. */
export class BatteryWatch {
  #emulator: Emulator;
  #onChanged: (battery: Uint8Array<ArrayBuffer>) => void;
  /** As it was handed on last, or at the beginning. */
  #kept: Uint8Array<ArrayBuffer>;
  #seen: Uint8Array<ArrayBuffer>;
  #frames = 0;
  #unsettled = 0;

  /** @param onChanged owns what it is given */
  constructor(emulator: Emulator, onChanged: (battery: Uint8Array<ArrayBuffer>) => void) {
    this.#emulator = emulator;
    this.#onChanged = onChanged;
    this.#kept = emulator.battery();
    this.#seen = this.#kept;
  }

  /** After each frame. */
  stepped(): void {
    this.#frames += 1;
    if (this.#kept.length === 0 || this.#frames % LOOK_FRAMES !== 0) return;
    const now = this.#emulator.battery();
    // Half of a save is no save: what still changes is waited for.
    const stands = same(now, this.#seen);
    this.#seen = now;
    this.#unsettled = stands ? 0 : this.#unsettled + 1;
    if (stands || this.#unsettled % LOOKS_MAX === 0) this.#tell(now);
  }

  /** At the end: what there is, whether it stands still or not. A machine that has crashed is not asked. */
  flush(): void {
    if (this.#kept.length > 0 && !this.#emulator.crashed) this.#tell(this.#emulator.battery());
  }

  #tell(battery: Uint8Array<ArrayBuffer>): void {
    if (same(battery, this.#kept)) return;
    this.#kept = battery;
    this.#onChanged(battery.slice());
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
