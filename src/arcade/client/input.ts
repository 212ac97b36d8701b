/**
 * A viewer's input: from presses to commands, and from the host's answers to the time it took.
 */
import { type Button, isButton } from "../../../emulator/buttons.ts";
import type { ModeRequest } from "../modes/types.ts";
import type { Command, Edge, MachineRequest, Request } from "../protocol/index.ts";
import { EDGES_MAX, REQUESTS_MAX } from "../protocol/names.ts";

/** Presses that may wait for their picture. */
const AWAITED_MAX = 256;

/** Frames whose arrival is remembered: more than are between their arrival and their being shown. */
const ARRIVALS_MAX = 128;

/** The way from a press to its picture, by what can be timed on this side alone, in milliseconds; `NaN` where it was not. */
export interface InputLegs {
  inputMs: number;
  /** Until its command was given to the network, */
  sendMs: number;
  /** then until the picture was here, */
  travelMs: number;
  /** then until it was shown. */
  presentMs: number;
  /** From the command to the host's word that it was applied. */
  answerMs: number;
}

interface Awaited {
  seq: number;
  atMs: number;
  sentMs: number;
  answeredMs: number;
  /** The timestamp of the frame that it was applied on, once the host has told it. */
  timestampUs?: number;
}

/** Turns presses into commands. No I/O. */
export class CommandWriter {
  #held = new Set<Button>();
  #edges: Edge[] = [];
  #requests: Request[] = [];
  #isFast = false;
  #seq: number;
  /** The run of the host that is heard, and the number of the last edge before that was. */
  #heard: { run: number; after: number } | undefined;
  /** What the viewer calls itself, cleaned. */
  name: string | undefined;
  /** The median of its newest times from input to picture, in milliseconds. */
  latencyMs: number | undefined;

  /** @param seq what the numbers of its edges and requests follow on */
  constructor(seq = 0) {
    this.#seq = seq;
  }

  /** The command of a press or a release, or `undefined` where it changes nothing. */
  press(button: string, down: boolean): Command | undefined {
    if (!isButton(button) || this.#held.has(button) === down) return undefined;
    if (down) this.#held.add(button);
    else this.#held.delete(button);
    this.#seq++;
    this.#edges.push({ seq: this.#seq, button, down });
    if (this.#edges.length > EDGES_MAX) this.#edges.shift();
    return this.command();
  }

  /** The command that lets go of everything, or `undefined` where nothing is held. */
  releaseAll(): Command | undefined {
    let last = this.fastForward(false);
    for (const button of [...this.#held]) last = this.press(button, false);
    return last;
  }

  /** The state as it is: what a host that has just come should hear first. */
  command(): Command {
    return {
      type: "buttons",
      buttons: [...this.#held],
      edges: [...this.#edges],
      ...(this.#requests.length > 0 ? { requests: [...this.#requests] } : {}),
      ...this.#heard,
      ...(this.#isFast ? { fast: true } : {}),
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.latencyMs === undefined ? {} : { latency: Math.round(this.latencyMs) }),
    };
  }

  /** A host is heard: what is pressed from now on is for this run of it. The command that says so, where it is another. */
  hears(run: number): Command | undefined {
    if (this.#heard?.run === run) return undefined;
    this.#heard = { run, after: this.#seq };
    return this.command();
  }

  /** Holds or lets go of the key for going fast: nothing where it changes nothing. */
  fastForward(held: boolean): Command | undefined {
    if (this.#isFast === held) return undefined;
    this.#isFast = held;
    return this.command();
  }

  /**
   * Forgets how it came about, but not what is held: for those who are not to play it again. That is as if it were pressed
   * now, since a host that knows this player has let go of it, and takes what says nothing newer for what is late.
   */
  forget(): void {
    this.#edges = [...this.#held].map((button) => ({ seq: ++this.#seq, button, down: true }));
    this.#requests.length = 0;
  }

  /** Asks for something, once. */
  request(request: ModeRequest | MachineRequest): Command {
    this.#seq++;
    this.#requests.push({ seq: this.#seq, ...request });
    if (this.#requests.length > REQUESTS_MAX) this.#requests.shift();
    return this.command();
  }

  reset(): Command {
    this.#seq++;
    return { type: "reset", seq: this.#seq, run: this.#heard?.run };
  }

  /** The number of the newest edge. */
  get seq(): number {
    return this.#seq;
  }
}

/**
 * Measures input to picture without any clock being in step: the host says on which frame a press was
 * applied, and here it is seen when that frame is shown.
 */
export class LatencyMeter {
  #awaited: Awaited[] = [];
  #arrivals = new Float64Array(2 * ARRIVALS_MAX);
  #arrived = 0;
  #legs: InputLegs[] = [];

  /** A press that was sent. All times are of one clock. */
  sent(seq: number, atMs: number, sentMs = atMs): void {
    this.#awaited.push({ seq, atMs, sentMs, answeredMs: Number.NaN });
    if (this.#awaited.length > AWAITED_MAX) this.#awaited.shift();
  }

  /** The host has applied everything up to `seq`, the last of it on the frame with this timestamp. */
  applied(seq: number, timestampUs: number, nowMs = Number.NaN): void {
    for (const awaited of this.#awaited) {
      if (awaited.seq > seq || awaited.timestampUs !== undefined) continue;
      awaited.timestampUs = timestampUs;
      awaited.answeredMs = nowMs;
    }
  }

  /** A frame has come, and is still to be decoded and shown. */
  arrived(timestampUs: number, atMs: number): void {
    const index = 2 * (this.#arrived++ % ARRIVALS_MAX);
    this.#arrivals[index] = timestampUs;
    this.#arrivals[index + 1] = atMs;
  }

  /** The legs of what was answered since this was last asked. The caller's own. */
  takeLegs(): InputLegs[] {
    return this.#legs.splice(0);
  }

  /** Another host, or none: its frames are counted anew, and what waits will not come. */
  clear(): void {
    this.#awaited.length = 0;
    this.#arrived = 0;
  }

  /** A frame was shown: the times that this ends, in milliseconds. Usually none. */
  shown(timestampUs: number, atMs: number): number[] | undefined {
    let times: number[] | undefined;
    while (this.#awaited.length > 0) {
      const first = this.#awaited[0] as Awaited;
      // A microsecond of rounding must not cost a frame.
      if (first.timestampUs === undefined || timestampUs < first.timestampUs - 1) break;
      times ??= [];
      times.push(atMs - first.atMs);
      this.#addLegs(first, timestampUs, atMs);
      this.#awaited.shift();
    }
    return times;
  }

  #addLegs({ atMs, sentMs, answeredMs }: Awaited, timestampUs: number, shownMs: number): void {
    const arrivedMs = this.#arrivalOf(timestampUs);
    this.#legs.push({
      inputMs: shownMs - atMs,
      sendMs: sentMs - atMs,
      travelMs: arrivedMs - sentMs,
      presentMs: shownMs - arrivedMs,
      answerMs: answeredMs - sentMs,
    });
    if (this.#legs.length > AWAITED_MAX) this.#legs.shift();
  }

  #arrivalOf(timestampUs: number): number {
    for (let index = 0; index < this.#arrivals.length; index += 2)
      if (this.#arrivals[index] === timestampUs && index < 2 * this.#arrived)
        return this.#arrivals[index + 1] ?? Number.NaN;
    return Number.NaN;
  }
}
