import { BUTTONS } from "./buttons.ts";
import { type Core, type CoreExports, instantiate } from "./core.ts";
import type { Emulator, Snapshot } from "./emulator.ts";
import { EmulatorError } from "./errors.ts";
import { applyDifference } from "./image.ts";
import { CoreMemory } from "./memory.ts";
import { packerOf } from "./pack.ts";
import { parseRom, type RomInfo } from "./rom.ts";
import { decodeState, encodeState, readStateHeader } from "./state.ts";

/** Which console to run on: what the header asks for, a Game Boy, or a Game Boy Color. */
export type GameBoyConsole = "auto" | "dmg" | "cgb";

/** What a Game Boy is made of. */
export interface GameBoyOptions {
  /** From `compileCore`; one serves any number of games. */
  readonly core: Core;
  /** The whole ROM file. Copied. */
  readonly rom: Uint8Array;
  /** Default `auto`. */
  readonly console?: GameBoyConsole;
  /** What `battery()` gave at the end of an earlier session. Of another length, what fits is taken. */
  readonly battery?: Uint8Array | undefined;
  /**
   * What the cartridge's clock shows when the game is switched on: `clockAt`, or what `clock()` gave at the end of an
   * earlier session and `advanceClock` made of it. Default: day 0, midnight. A cartridge without a clock takes none.
   */
  readonly clock?: Uint8Array | undefined;
}

const WIDTH = 160;
const HEIGHT = 144;
/** Cycles of a frame, over cycles of a second (Pan Docs, "Specifications"). */
const FRAME_DURATION = { numerator: 70_224, denominator: 4_194_304 } as const;
const MODES = { auto: 0, dmg: 1, cgb: 2 } as const;

/** A Game Boy or Game Boy Color. */
export interface GameBoy extends Emulator {
  readonly console: "dmg" | "cgb";
  /** What the ROM's header says. */
  readonly rom: RomInfo;
}

/**
 * Puts a game into a Game Boy and switches it on; no frame has run yet. Takes some milliseconds.
 *
 * @throws {RomError} where the ROM is refused.
 * @throws {EmulatorError} `bad-core`.
 */
export function createGameBoy(options: GameBoyOptions): GameBoy {
  return new Machine(options);
}

class Machine implements GameBoy {
  readonly console: "dmg" | "cgb";
  readonly width = WIDTH;
  readonly height = HEIGHT;
  readonly channels = 2;
  readonly frameDuration = FRAME_DURATION;
  readonly frameDurationUs = (FRAME_DURATION.numerator / FRAME_DURATION.denominator) * 1e6;
  readonly buttons = BUTTONS;
  readonly sampleRate: number;
  readonly rom: RomInfo;

  readonly #core: Core;
  /** Null once closed. */
  #memory: CoreMemory | null;
  #crash: EmulatorError | null = null;
  #frame = 0;
  readonly #rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  readonly #rgbaWords = new Uint32Array(this.#rgba.buffer);
  #rgbaFresh = false;

  constructor({ core, rom, console = "auto", battery, clock }: GameBoyOptions) {
    this.rom = parseRom(rom);
    const exports = instantiate(core);
    const at = exports.rom_alloc(rom.length);
    new Uint8Array(exports.memory.buffer).set(rom, at);
    const refused = exports.init(MODES[console]);
    if (refused !== 0) {
      throw new EmulatorError(
        "bad-core",
        `The emulator core refuses this ROM (code ${refused}) where its page would not: build both again.`,
      );
    }
    this.#core = core;
    this.#memory = new CoreMemory(core, exports);
    this.console = exports.is_color() === 1 ? "cgb" : "dmg";
    this.sampleRate = exports.sample_rate();
    if (battery) {
      this.#insert(battery);
    }
    if (clock) {
      this.#wind(clock);
    }
  }

  get title(): string {
    return this.rom.title;
  }

  get romHash(): string {
    return this.rom.hash;
  }

  get coreHash(): string {
    return this.#core.hash;
  }

  get frame(): number {
    return this.#frame;
  }

  get crashed(): boolean {
    return this.#crash !== null;
  }

  step(buttons: number): void {
    const exports = this.#running();
    this.#rgbaFresh = false;
    try {
      exports.step(buttons);
    } catch (cause) {
      // Any trap leaves the instance half way through something: it is not stepped again, only replaced.
      this.#crash = crash(exports, this.#frame, cause);
      throw this.#crash;
    }
    this.#frame += 1;
  }

  indexed(): Uint8Array {
    const exports = this.#open();
    return new Uint8Array(exports.memory.buffer, exports.pixels_ptr(), WIDTH * HEIGHT);
  }

  palette(): Uint32Array {
    const exports = this.#open();
    const length = exports.palette_len();
    return new Uint32Array(exports.memory.buffer, length && exports.palette_ptr(), length);
  }

  rgba(): Uint8ClampedArray<ArrayBuffer> {
    const exports = this.#open();
    if (!this.#rgbaFresh) {
      this.#rgbaFresh = true;
      const palette = this.palette();
      if (palette.length === 0) {
        this.#rgbaWords.set(new Uint32Array(exports.memory.buffer, exports.rgba_ptr(), WIDTH * HEIGHT));
      } else {
        const pixels = this.indexed();
        for (let at = 0; at < pixels.length; at += 1) {
          this.#rgbaWords[at] = palette[pixels[at] ?? 0] ?? 0;
        }
      }
    }
    return this.#rgba;
  }

  samples(): Int16Array {
    const exports = this.#open();
    return new Int16Array(exports.memory.buffer, exports.samples_ptr(), exports.samples_len());
  }

  saveState(): Uint8Array<ArrayBuffer> {
    this.#running();
    const { bytes, base, ranges } = this.#opened();
    return encodeState(this.#identity(), bytes, base, ranges, packerOf(this.#core));
  }

  loadState(state: Uint8Array): void {
    const memory = this.#opened();
    const header = readStateHeader(state);
    const own = this.#identity();
    if (!same(header.coreHash, own.coreHash)) {
      throw new EmulatorError(
        "wrong-core",
        "This saved state is of another build of the emulator: load it with that build, or start the game anew.",
      );
    }
    if (!same(header.romHash, own.romHash)) {
      throw new EmulatorError("wrong-rom", "This saved state is of another game: load that game first.");
    }
    if (header.console !== own.console) {
      throw new EmulatorError(
        "wrong-console",
        `This saved state is of a Game Boy${header.console === 2 ? " Color" : ""}: start the game on that.`,
      );
    }
    const rangesOf = (length: number) => memory.rangesOf(length);
    const { length, words } = decodeState(state, memory.base, rangesOf, packerOf(this.#core));
    memory.toBase(length, this.crashed);
    applyDifference(words, memory.bytes);
    this.#became(header.frame);
  }

  snapshot(into?: Snapshot): Snapshot {
    this.#running();
    return this.#opened().snapshot(this.#frame, into);
  }

  restore(snapshot: Snapshot): void {
    const frame = this.#opened().restore(snapshot, this.crashed);
    this.#became(frame);
  }

  reset(): void {
    const [battery, clock] = [this.battery(), this.clock()];
    const memory = this.#opened();
    memory.toBase(memory.base.length, this.crashed);
    this.#became(0);
    this.#insert(battery);
    this.#wind(clock);
  }

  battery(): Uint8Array<ArrayBuffer> {
    const exports = this.#open();
    return new Uint8Array(exports.memory.buffer, exports.battery_ptr(), exports.battery_len()).slice();
  }

  clock(): Uint8Array<ArrayBuffer> {
    const exports = this.#open();
    return new Uint8Array(exports.memory.buffer, exports.clock_ptr(), exports.clock_len()).slice();
  }

  peek(address: number): number {
    return this.#open().peek(address & 0xffff);
  }

  close(): void {
    this.#memory = null;
  }

  #opened(): CoreMemory {
    if (!this.#memory) {
      throw new EmulatorError("closed", "This game has been closed: start it again.");
    }
    return this.#memory;
  }

  #open(): CoreExports {
    return this.#opened().exports;
  }

  #running(): CoreExports {
    const exports = this.#open();
    if (this.#crash) {
      throw this.#crash;
    }
    return exports;
  }

  #identity() {
    return {
      console: MODES[this.console],
      coreHash: fromHex(this.#core.hash),
      romHash: fromHex(this.rom.hash.slice(0, 32)),
      frame: this.#frame,
    };
  }

  /** The memory is another. */
  #became(frame: number): void {
    this.#crash = null;
    this.#frame = frame;
    this.#rgbaFresh = false;
  }

  #wind(clock: Uint8Array): void {
    const exports = this.#open();
    const length = exports.clock_len();
    new Uint8Array(exports.memory.buffer, exports.clock_ptr(), length).set(clock.subarray(0, length));
  }

  #insert(battery: Uint8Array): void {
    const exports = this.#open();
    const length = exports.battery_len();
    new Uint8Array(exports.memory.buffer, exports.battery_ptr(), length).set(battery.subarray(0, length));
  }
}

function crash(exports: CoreExports, frame: number, cause: unknown): EmulatorError {
  const text = new Uint8Array(exports.memory.buffer, exports.fault_ptr(), exports.fault_len());
  const why = text.length > 0 ? new TextDecoder().decode(text) : String(cause);
  return new EmulatorError(
    "crashed",
    `The game crashed after frame ${frame} (${why}): load a saved state or reset it.`,
    { cause },
  );
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
