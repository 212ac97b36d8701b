/**
 * The host's loop: inputs due by this frame, a step of the machine, pictures and samples to whoever is
 * subscribed and to nobody else.
 */
import { type Emulator, type Palette, sanitize } from "../../../emulator/index.ts";
import { Time } from "../../net/api.ts";
import type { AudioSink } from "../../watch/decode.ts";
import { FrameClock } from "../protocol/index.ts";
import { BatteryWatch } from "./battery.ts";
import type { GameBroadcast } from "./broadcast.ts";
import { fastBudgetMs, hastened } from "./fast-forward.ts";
import { Pace } from "./pace.ts";
import type { Players } from "./players.ts";
import { Recovery } from "./recovery.ts";
import type { Screen } from "./screen.ts";

/**
 * How long the host's own page keeps a game going that nobody watches, after it began or after the host's
 * last press, in milliseconds.
 */
const LOCAL_MS = 10_000;

/** Timers are late more often than early; the rest of the wait is not worth another. */
const TIMER_EARLY_MS = 0.5;

/** Pictures for who comes while it stands still: an encoder may keep the last one to itself. */
const STILL_FRAMES = 2;

/** How long until an encoder that had no room for it is offered what stands still again, in milliseconds. */
const STILL_AGAIN_MS = 50;

/** What the loop tells. */
export interface GameEvents {
  /** What the cartridge keeps has changed. The receiver's own. */
  onBattery(battery: Uint8Array<ArrayBuffer>): void;
  /** After a frame whose inputs, pause or notice differ from those before. */
  onChange(): void;
  /** The machine failed and cannot be brought back. */
  onCrash(error: Error): void;
}

/** Times that add up while the game runs, in seconds. */
export interface GameTimes {
  emulation: number;
  /** Steps of the machine. */
  frames: number;
}

/** Runs a machine. Owns the emulator and the screen; the broadcast and the players are the caller's. */
export class Game {
  readonly times: GameTimes = { emulation: 0, frames: 0 };
  /** When its frames are. */
  readonly clock: FrameClock;
  paused = false;
  /** How many steps a frame has. */
  speed = 1;
  /** The buttons of the last frame. */
  buttons = 0;
  sink: AudioSink | undefined;
  /** A sentence for everybody, while there is something to say. */
  notice: string | undefined;
  #emulator: Emulator;
  #recovery: Recovery;
  #battery: BatteryWatch;
  #broadcast: GameBroadcast;
  #players: Players;
  #opposites: boolean;
  #events: GameEvents;
  #screen: Screen;
  #pace: Pace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #localUntilMs: number;
  #wasEncoding = { video: false, audio: false };
  /**
   * Frames since the beginning, as they are shown: the machine's own count starts anew with a reset, and runs ahead when
   * it goes fast.
   */
  #frame = 0;
  #isHeld = false;
  /** Whether the encoder had no room for the newest picture. */
  #isLeftOut = false;
  #resetWanted = false;

  constructor(
    emulator: Emulator,
    broadcast: GameBroadcast,
    players: Players,
    screen: Screen,
    opposites: boolean,
    events: GameEvents,
  ) {
    this.#emulator = emulator;
    this.clock = new FrameClock(emulator.frameDuration);
    this.#pace = new Pace(this.clock.frameMs);
    this.#recovery = new Recovery(emulator);
    this.#battery = new BatteryWatch(emulator, (battery) => events.onBattery(battery));
    this.#opposites = opposites;
    this.#broadcast = broadcast;
    this.#players = players;
    this.#events = events;
    this.#screen = screen;
    this.#localUntilMs = performance.now() + LOCAL_MS;
    if (emulator.frame === 0) this.#begin();
    else {
      // A game that goes on from a state shows where that is, before it takes a step.
      this.#screen.draw(emulator);
      this.#timer = setTimeout(() => this.#begin(), this.clock.frameMs);
    }
    // Those who come while it is paused should not wait for a timer.
    broadcast.video.used.subscribe((used) => {
      if (this.#isHeld) this.#still();
      else if (used) this.#wake();
    });
    broadcast.audio.used.subscribe((used) => used && this.#wake());
  }

  /** Whether it was stopped on purpose: then neither viewers nor buttons make it go on. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Stops the machine where it is, or lets it go on from there. */
  setHeld(held: boolean): void {
    if (this.#closed || this.#isHeld === held) return;
    this.#isHeld = held;
    if (held) this.#hold();
    else {
      // Those who watch are told of the gap; the next picture begins anew.
      if (this.#wasEncoding.video) this.#broadcast.video.pause();
      this.#wasEncoding.video = false;
      this.#players.settle(this.#frame);
      this.touch();
    }
  }

  /**
   * Goes on from a state.
   *
   * @throws {EmulatorError} where it is not this game's; nothing has changed then
   */
  load(state: Uint8Array): void {
    // What there is goes out and is kept: what follows does not follow from it.
    if (!this.#emulator.crashed) this.#battery.flush();
    this.#emulator.loadState(state);
    for (const replay of this.#broadcast.replays) replay.interrupt();
    this.#recovery = new Recovery(this.#emulator);
    this.#battery = new BatteryWatch(this.#emulator, (battery) => this.#events.onBattery(battery));
    this.touch();
    if (!this.paused) return;
    this.#screen.draw(this.#emulator);
    this.#still();
  }

  get frame(): number {
    return this.#frame;
  }

  /** The host itself plays: the game goes on for a while, watched or not. */
  touch(): void {
    this.#localUntilMs = performance.now() + LOCAL_MS;
    this.#wake();
  }

  /** What a console without colours is shown in: from the next frame on, and at once where it stands still. */
  setPalette(palette: Palette): void {
    this.#screen.palette = palette;
    if (this.paused && !this.#closed) this.#screen.draw(this.#emulator);
  }

  /** Starts the machine anew before the next frame. */
  reset(): void {
    this.#resetWanted = true;
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#battery.flush();
    this.#emulator.close();
    this.sink?.close();
    this.sink = undefined;
  }

  #hold(): void {
    clearTimeout(this.#timer);
    if (this.#wasEncoding.audio) this.#broadcast.audio.pause();
    this.#wasEncoding.audio = false;
    this.paused = true;
    this.#stopped();
    // What was left out for want of room would be missing for as long as it stands.
    if (this.#isLeftOut) this.#still();
  }

  /** The picture as it stands, for those who are there or have just come. It stays the newest until the game goes on. */
  #still(): void {
    if (!this.#isHeld || this.#closed) return;
    clearTimeout(this.#timer);
    const { video } = this.#broadcast;
    if (this.#wasEncoding.video && !video.used.peek()) video.pause();
    this.#wasEncoding.video = video.used.peek();
    if (!this.#wasEncoding.video) return;
    for (let count = 0; count < STILL_FRAMES; count++) this.#encode(this.clock.timestampUs(this.#frame++));
    if (this.#isLeftOut) this.#timer = setTimeout(() => this.#still(), STILL_AGAIN_MS);
  }

  #encode(timestampUs: number): void {
    this.#isLeftOut = !this.#broadcast.video.encode(this.#screen.frame(timestampUs));
  }

  #wake(): void {
    if (!this.paused || this.#isHeld || this.#closed) return;
    this.paused = false;
    this.#pace.start(performance.now());
    this.#events.onChange();
    this.#tick();
  }

  #begin(): void {
    this.#pace.start(performance.now());
    this.#tick();
  }

  #watched(): boolean {
    const { video, audio } = this.#broadcast;
    return video.used.peek() || audio.used.peek();
  }

  #tick = (): void => {
    if (this.#closed) return;
    const nowMs = performance.now();
    if (!this.#watched() && nowMs > this.#localUntilMs) {
      this.#pause();
      return;
    }
    try {
      for (let due = this.#pace.due(nowMs); due > 0; due--) this.#step();
    } catch (error) {
      this.#events.onCrash(error as Error);
      return;
    }
    const waitMs = this.#pace.waitMs(performance.now());
    this.#timer = setTimeout(this.#tick, Math.max(0, waitMs - TIMER_EARLY_MS));
  };

  #pause(): void {
    this.paused = true;
    this.#encodes();
    this.#stopped();
  }

  /** What there is goes out: nothing comes for a while. */
  #stopped(): void {
    for (const replay of this.#broadcast.replays) replay.flush();
    if (!this.#emulator.crashed) this.#battery.flush();
    this.#events.onChange();
  }

  /** A frame: a step of the machine, or several when it goes fast, and a picture of the last. */
  #step(): void {
    const timestampUs = this.clock.timestampUs(this.#frame);
    const startedMs = performance.now();
    const joined = this.#players.take(this.#frame);
    const buttons = this.#opposites ? joined : sanitize(joined);
    if (!this.#advance(buttons, timestampUs)) return;
    let samples = this.#emulator.samples();
    if (this.speed > 1) {
      const heard = [samples.slice()];
      const untilMs = startedMs + fastBudgetMs(this.clock.frameMs);
      while (heard.length < this.speed && performance.now() < untilMs) {
        if (!this.#advance(buttons, timestampUs)) return;
        heard.push(this.#emulator.samples().slice());
      }
      samples = hastened(heard);
    }
    this.#frame++;
    this.#show(timestampUs);
    this.#sound(samples, timestampUs);
    this.#tellNotice();
    if (buttons !== this.buttons || this.#players.takeChanged()) {
      this.buttons = buttons;
      this.#events.onChange();
    }
  }

  /** One step of the machine. False where it has crashed, and was brought back. */
  #advance(buttons: number, timestampUs: number): boolean {
    const { replays } = this.#broadcast;
    for (const replay of replays) replay.before(this.#emulator, Time.Timestamp.fromMicros(timestampUs));
    if (this.#resetWanted) {
      this.#resetWanted = false;
      for (const replay of replays) replay.reset();
      this.#emulator.reset();
    }
    const startedMs = performance.now();
    const heard = this.#recovery.heard(buttons);
    try {
      this.#emulator.step(heard);
    } catch (error) {
      // This frame is not shown; the next is one of the machine that is back.
      this.#recovery.crashed(error);
      for (const replay of replays) replay.interrupt();
      this.#tellNotice();
      return false;
    }
    this.#recovery.stepped();
    this.times.emulation += (performance.now() - startedMs) / 1000;
    this.times.frames++;
    for (const replay of replays) replay.stepped(heard);
    this.#battery.stepped();
    return true;
  }

  #tellNotice(): void {
    if (this.notice === this.#recovery.notice) return;
    this.notice = this.#recovery.notice;
    this.#events.onChange();
  }

  #show(timestampUs: number): void {
    this.#screen.draw(this.#emulator);
    if (this.#encodes().video) this.#encode(timestampUs);
    else this.#isLeftOut = false;
  }

  #sound(samples: Int16Array, timestampUs: number): void {
    this.sink?.writeInterleaved(samples);
    if (this.#wasEncoding.audio) this.#broadcast.audio.encode(samples, timestampUs);
  }

  /** Which renditions are wanted; one that no longer is stops being encoded. */
  #encodes(): { video: boolean; audio: boolean } {
    const { video, audio } = this.#broadcast;
    const was = this.#wasEncoding;
    const videoUsed = video.used.peek();
    const audioUsed = audio.used.peek();
    if (was.video && !videoUsed) video.pause();
    if (was.audio && !audioUsed) audio.pause();
    was.video = videoUsed;
    was.audio = audioUsed;
    return was;
  }
}
