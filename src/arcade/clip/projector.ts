/**
 * Shows a clip at a pace: forwards, or to a frame that was asked for. A step is the clip player's; what is here is when.
 */
import { type ClipPlayer, type Comparison, describe } from "../../../emulator/clip/index.ts";
import { toButtons } from "../../../emulator/index.ts";
import { Pace } from "../host/pace.ts";
import { FrameClock } from "../protocol/index.ts";
import type { ClipDivergence, ClipPosition } from "./types.ts";

/** How long it steps towards a far frame before it shows where it is and hears what is new, in milliseconds. */
const SLICE_MS = 40;

/** While it plays, a position is told so often, in milliseconds. */
const POSITION_MS = 100;

/** Timers are late more often than early; the rest of the wait is not worth another. */
const TIMER_EARLY_MS = 0.5;

/** The sound's end: what `AudioSink` has of it. */
export interface ProjectorSink {
  writeInterleaved(samples: Int16Array): void;
  clear(): void;
  close(): void;
}

/** What a projector tells. */
export interface ProjectorEvents {
  /** Draw the picture: a view, good until this returns. */
  onPicture(rgba: Uint8ClampedArray<ArrayBuffer>): void;
  onPosition(position: ClipPosition): void;
  /** Once at most. */
  onDivergence(divergence: ClipDivergence): void;
  /** The machine failed: before that frame it can still be gone to. */
  onCrash(error: Error): void;
}

/** Owns the player and the sink. */
export class Projector {
  #player: ClipPlayer;
  #events: ProjectorEvents;
  #sink: ProjectorSink | undefined;
  #frameMs: number;
  #pace: Pace;
  #speed = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  /** Whether somebody has the timeline in hand. */
  #held = false;
  /** The frame that was asked for, on the way there. */
  #target: number | undefined;
  #hasToldDivergence = false;
  #verified = false;
  #toldMs = 0;
  #toldButtons = 0;
  #closed = false;

  constructor(player: ClipPlayer, events: ProjectorEvents) {
    this.#player = player;
    this.#frameMs = new FrameClock(player.emulator.frameDuration).frameMs;
    this.#pace = new Pace(this.#frameMs);
    this.#events = events;
    this.#show();
  }

  set sink(sink: ProjectorSink) {
    this.#sink?.close();
    this.#sink = sink;
  }

  play(): void {
    if (this.#playing) return;
    this.#playing = true;
    if (this.#player.frame >= this.#player.frames && this.#target === undefined) this.#target = 0;
    this.#go();
  }

  pause(): void {
    this.#playing = false;
    this.#sink?.clear();
    this.#tellPosition();
  }

  seek(frame: number, held: boolean): void {
    this.#held = held;
    this.#target = Math.max(0, Math.min(Math.trunc(frame) || 0, this.#player.frames));
    this.#sink?.clear();
    this.#go();
  }

  step(by: 1 | -1): void {
    this.#playing = false;
    this.seek((this.#target ?? this.#player.frame) + by, false);
  }

  setSpeed(speed: number): void {
    if (!(speed > 0)) return;
    this.#speed = speed;
    this.#pace = new Pace(this.#frameMs / speed);
    this.#sink?.clear();
    this.#go();
  }

  /**
   * Of the frame that was asked for last: what is on the way there goes there first.
   *
   * @throws {EmulatorError}
   */
  saveState(): { state: Uint8Array<ArrayBuffer>; frame: number } {
    if (this.#target !== undefined) {
      this.#player.seek(this.#target);
      this.#target = undefined;
      this.#show();
    }
    this.pause();
    return { state: this.#player.emulator.saveState(), frame: this.#player.frame };
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#player.close();
    this.#sink?.close();
  }

  /** Something is to be done: begins anew with it. */
  #go(): void {
    clearTimeout(this.#timer);
    this.#pace.start(performance.now());
    this.#tellPosition();
    this.#timer = setTimeout(this.#tick);
  }

  #tick = (): void => {
    if (this.#closed) return;
    const { frame } = this.#player;
    try {
      const waitMs = this.#target === undefined ? this.#playOn() : this.#seekOn(this.#target);
      if (waitMs !== undefined) this.#timer = setTimeout(this.#tick, waitMs);
      this.#tellDivergence();
    } catch (error) {
      this.#playing = false;
      this.#target = undefined;
      this.#tellPosition();
      this.#events.onCrash(error as Error);
      return;
    }
    if (this.#player.frame !== frame) this.#show();
  };

  /** @returns when to go on, in milliseconds */
  #seekOn(target: number): number | undefined {
    const player = this.#player;
    const endMs = performance.now() + SLICE_MS;
    player.approach(target);
    while (player.frame < target && performance.now() < endMs && player.step());
    if (player.frame < target) return 0;
    this.#target = undefined;
    this.#pace.start(performance.now());
    this.#tellPosition();
    return this.#playing && !this.#held ? 0 : undefined;
  }

  /** @returns when to go on, in milliseconds */
  #playOn(): number | undefined {
    if (!this.#playing || this.#held) return undefined;
    for (let due = this.#pace.due(performance.now()); due > 0; due -= 1) {
      if (!this.#player.step()) break;
      if (this.#speed === 1) this.#sink?.writeInterleaved(this.#player.emulator.samples());
    }
    if (this.#player.frame >= this.#player.frames) {
      this.#playing = false;
      return undefined;
    }
    return Math.max(0, this.#pace.waitMs(performance.now()) - TIMER_EARLY_MS);
  }

  #show(): void {
    const { frame, frames, divergence, emulator } = this.#player;
    this.#events.onPicture(emulator.rgba());
    // The end is reached by steps alone, and each of them was compared.
    if (frame >= frames && !divergence) this.#verified = true;
    const isDue = performance.now() - this.#toldMs >= POSITION_MS;
    const buttons = this.#player.buttonsAt(frame);
    if (isDue || buttons !== this.#toldButtons || !this.#playing) this.#tellPosition();
  }

  #tellPosition(): void {
    const { frame } = this.#player;
    this.#toldMs = performance.now();
    this.#toldButtons = this.#player.buttonsAt(frame);
    this.#events.onPosition({
      frame,
      buttons: toButtons(this.#toldButtons),
      playing: this.#playing,
      verified: this.#verified,
      ...(this.#target !== undefined && { target: this.#target }),
    });
  }

  #tellDivergence(): void {
    const { divergence, frame } = this.#player;
    if (!divergence || this.#hasToldDivergence) return;
    this.#hasToldDivergence = true;
    let pair: Comparison | undefined;
    try {
      pair = this.#player.compare();
    } catch {
      // What differs may well crash further on; there is the one picture then.
    }
    this.#player.seek(frame);
    const { actual } = pair ?? divergence;
    this.#events.onDivergence({
      frame: divergence.frame,
      text: describe(divergence),
      actual,
      ...(pair && { expected: pair.expected }),
    });
  }
}
