/**
 * A viewer's input: from presses to commands, and from the host's answers to the time it took.
 */
import { type Button, isButton } from "../../../emulator/index.ts";
import type { ModeRequest } from "../modes/types.ts";
import { type Command, EDGES_MAX, type Edge, REQUESTS_MAX, type Request } from "../protocol/index.ts";

/** Presses that may wait for their picture. */
const AWAITED_MAX = 256;

interface Awaited {
  seq: number;
  atMs: number;
  /** The timestamp of the frame that it was applied on, once the host has told it. */
  timestampUs?: number;
}

/** Turns presses into commands. No I/O. */
export class CommandWriter {
  #held = new Set<Button>();
  #edges: Edge[] = [];
  #requests: Request[] = [];
  #seq = 0;

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
    let last: Command | undefined;
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
    };
  }

  /** Forgets how it came about, but not what is held: for those who are not to play it again. */
  forget(): void {
    this.#edges.length = 0;
    this.#requests.length = 0;
  }

  /** Asks for something, once. */
  request(request: ModeRequest): Command {
    this.#seq++;
    this.#requests.push({ seq: this.#seq, ...request });
    if (this.#requests.length > REQUESTS_MAX) this.#requests.shift();
    return this.command();
  }

  reset(): Command {
    this.#seq++;
    return { type: "reset", seq: this.#seq };
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

  /** A press that was sent. */
  sent(seq: number, atMs: number): void {
    this.#awaited.push({ seq, atMs });
    if (this.#awaited.length > AWAITED_MAX) this.#awaited.shift();
  }

  /** The host has applied everything up to `seq`, the last of it on the frame with this timestamp. */
  applied(seq: number, timestampUs: number): void {
    for (const awaited of this.#awaited) {
      if (awaited.seq <= seq) awaited.timestampUs ??= timestampUs;
    }
  }

  /** Another host, or none: its frames are counted anew, and what waits will not come. */
  clear(): void {
    this.#awaited.length = 0;
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
      this.#awaited.shift();
    }
    return times;
  }
}
