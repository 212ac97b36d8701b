import { BUTTONS } from "./buttons.ts";
import { CONSOLES, type ConsoleName, consoleOfState } from "./consoles.ts";
import { type Core, type CoreExports, instantiate } from "./core.ts";
import type { Emulator, Snapshot } from "./emulator.ts";
import { EmulatorError } from "./errors.ts";
import { applyDifference } from "./image.ts";
import { CoreMemory } from "./memory.ts";
import { packerOf } from "./pack.ts";
import { decodeState, encodeState, readStateHeader } from "./state.ts";

/** What a machine is made of, whichever console it is. */
export interface MachineParts {
  /** From `compileCore`; one serves any number of games. */
  readonly core: Core;
  /** The whole ROM file, which has been checked. Copied. */
  readonly rom: Uint8Array;
  /** What the core is to run it as: `init`'s argument. */
  readonly mode: number;
  /** What `battery()` gave at the end of an earlier session. Of another length, what fits is taken. */
  readonly battery?: Uint8Array | undefined;
  /** What the cartridge's clock shows when the game is switched on. A cartridge without a clock takes none. */
  readonly clock?: Uint8Array | undefined;
}

/** A sealed core with a game in it: all of an emulator but what sets the consoles apart. */
export abstract class Machine implements Emulator {
  abstract readonly console: ConsoleName;
  /** What the ROM's header says. */
  abstract readonly rom: { readonly title: string; readonly hash: string };
  readonly channels = 2;
  readonly buttons = BUTTONS;
  readonly sampleRate: number;

  readonly #core: Core;
  /** Null once closed. */
  #memory: CoreMemory | null;
  #crash: EmulatorError | null = null;
  #frame = 0;
  #rgbaWords = new Uint32Array(0);
  #rgbaFresh = false;

  /** @throws {EmulatorError} `bad-core` where the core refuses the ROM. */
  constructor({ core, rom, mode, battery, clock }: MachineParts) {
    const exports = instantiate(core);
    const at = exports.rom_alloc(rom.length);
    new Uint8Array(exports.memory.buffer).set(rom, at);
    const refused = exports.init(mode);
    if (refused !== 0) {
      throw new EmulatorError(
        "bad-core",
        `The emulator core refuses this ROM (code ${refused}) where its page would not: build both again.`,
      );
    }
    this.#core = core;
    this.#memory = new CoreMemory(core, exports);
    this.sampleRate = exports.sample_rate();
    if (battery) {
      this.#insert(battery);
    }
    if (clock) {
      this.#wind(clock);
    }
  }

  get width(): number {
    return CONSOLES[this.console].width;
  }

  get height(): number {
    return CONSOLES[this.console].height;
  }

  get frameDuration() {
    return CONSOLES[this.console].frameDuration;
  }

  get frameDurationUs(): number {
    const { numerator, denominator } = this.frameDuration;
    return (numerator / denominator) * 1e6;
  }

  /** Whether the core says that it runs as a Game Boy Color. */
  protected get isColor(): boolean {
    return this.#open().is_color() === 1;
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
    return new Uint8Array(exports.memory.buffer, exports.pixels_ptr(), this.width * this.height);
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
      const size = this.width * this.height;
      if (this.#rgbaWords.length !== size) {
        this.#rgbaWords = new Uint32Array(size);
      }
      const words = this.#rgbaWords;
      const palette = this.palette();
      if (palette.length === 0) {
        words.set(new Uint32Array(exports.memory.buffer, exports.rgba_ptr(), size));
      } else {
        const pixels = this.indexed();
        for (let at = 0; at < size; at += 1) {
          words[at] = palette[pixels[at] ?? 0] ?? 0;
        }
      }
    }
    return new Uint8ClampedArray(this.#rgbaWords.buffer);
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
        `This saved state is of ${nameOf(header.console)}: start the game on that.`,
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
      console: CONSOLES[this.console].stateCode,
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

function nameOf(stateCode: number): string {
  const console = consoleOfState(stateCode);
  return console ? CONSOLES[console].name : "a console that is not known here";
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
