import type { Button } from "./buttons.ts";
import type { Fraction } from "./consoles.ts";

/** A copy of a machine between two frames, for going back quickly in the same session. Opaque. */
export interface Snapshot {
  /** The frame it was taken after. */
  readonly frame: number;
  /** Bytes that it takes. */
  readonly byteLength: number;
}

/**
 * A console with a game in it.
 *
 * What it does follows from the game, the state it starts from and the buttons of each step alone: no clock,
 * no random source, nothing of the host.
 *
 * **Ownership.** `indexed`, `palette` and `samples` give views into the core's memory, `rgba` into a buffer of
 * the emulator's. Each is good until the next `step`, `loadState`, `restore`, `reset` or `close`, must not be
 * written to, and must be copied to be kept or transferred. Ask again after each step: memory may have grown,
 * and then an old view has length 0.
 */
export interface Emulator {
  /** Which console it is. */
  readonly console: string;
  /** Pixels of a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Sample pairs in a second of emulated time. */
  readonly sampleRate: number;
  /** Sides of a sample: left, then right. */
  readonly channels: 2;
  /** Microseconds of a frame, rounded to a double: for a frame's time, multiply `frameDuration` instead. */
  readonly frameDurationUs: number;
  /** A frame's duration exactly, in seconds: `numerator / denominator`. */
  readonly frameDuration: Fraction;
  /** What can be pressed, lowest bit first. */
  readonly buttons: readonly Button[];
  /** The game's title, safe to show. */
  readonly title: string;
  /** SHA-256 of the ROM, 64 hexadecimal digits. */
  readonly romHash: string;
  /** The build of the core, 32 hexadecimal digits. */
  readonly coreHash: string;
  /** Steps since power-on; a loaded state brings its own. Frame n is what the n-th step showed. */
  readonly frame: number;
  /** Whether it stopped on something the core cannot do. Only a state, a snapshot or a reset helps. */
  readonly crashed: boolean;

  /**
   * Runs one frame with exactly these buttons held: bits in the order of `buttons`, opposite directions too
   * (see `sanitize`). A step always ends, whatever the game does.
   *
   * @throws {EmulatorError} `crashed`, and again at each further step; `closed`.
   */
  step(buttons: number): void;

  /** One byte a pixel, row by row: an index into `palette`. Says nothing where `palette` is empty. */
  indexed(): Uint8Array;
  /**
   * RGBA of each index, red in the lowest byte. An index keeps its colour from frame to frame while it is in
   * use. Empty where this frame has more colours than fit a byte: then there is only `rgba`.
   */
  palette(): Uint32Array;
  /** The picture as RGBA, row by row, opaque. */
  rgba(): Uint8ClampedArray<ArrayBuffer>;
  /** The sound of this frame: i16, left and right by turns. Some 800 pairs a frame, not always as many. */
  samples(): Int16Array;

  /**
   * All of the machine, small enough to send: for this build of the core and this ROM only. The caller's own.
   *
   * @throws {EmulatorError} `crashed`, `closed`.
   */
  saveState(): Uint8Array<ArrayBuffer>;
  /**
   * Goes on from a state, exactly. Also after a crash. Where it throws, nothing has changed.
   *
   * @throws {EmulatorError} `bad-state`, `wrong-core`, `wrong-rom`, `wrong-console`, `closed`.
   */
  loadState(state: Uint8Array): void;
  /**
   * A copy of the machine as it is: quick, large, for this emulator only, good until it is closed. The caller's own.
   *
   * @param into a snapshot of this emulator's that is not needed any more: it is overwritten and returned. Whoever
   * takes one a frame keeps a ring of them, since new memory costs several times what the copy does
   * @throws {EmulatorError} `crashed`, `closed`.
   */
  snapshot(into?: Snapshot): Snapshot;
  /**
   * Back to a snapshot, which stays good. Also after a crash.
   *
   * @throws {EmulatorError} `bad-state` where it is another emulator's; `closed`.
   */
  restore(snapshot: Snapshot): void;
  /** Power off and on. The battery keeps what it holds, and the clock its time; `frame` is 0 again. Also after a crash. */
  reset(): void;

  /** A copy of what the cartridge keeps without power; empty where it keeps nothing. */
  battery(): Uint8Array<ArrayBuffer>;
  /**
   * A copy of the registers of the cartridge's clock, as they stand now (see `clock.ts`); empty where it has none. It
   * runs on emulated time, from what it was started with.
   */
  clock(): Uint8Array<ArrayBuffer>;
  /** The byte that the game would read at this address, with no effect on the game. */
  peek(address: number): number;
  /** Frees the machine. Twice is once. Everything after throws `closed`. */
  close(): void;
}
