/** A crowd for tests: hands that press and let go, come and leave, and ask for things, from a seed. */
import type { Hand, Mode } from "./mode.ts";
import type { ModeRequest } from "./types.ts";

/** A generator of numbers from a seed, so that a failure can be had again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A hand that holds these bits since this frame (`pressed`), or since before. */
export const hand = (id: string, held: number, pressed = 0): Hand => ({ id, held, pressed });

/** Runs a mode through frames in which nothing changes. */
export function rest(mode: Mode, hands: readonly Hand[], from: number, frames: number): Mode {
  let now = mode;
  for (let frame = from; frame < from + frames; frame++) now = now.step(frame, hands);
  return now;
}

/** What happens in one frame. */
export interface CrowdFrame {
  hands: Hand[];
  left: string[];
  requests: { id: string; request: ModeRequest }[];
}

const REQUESTS: readonly ModeRequest[] = [
  { type: "ask-baton" },
  { type: "pass-baton" },
  { type: "leave-seat" },
  ...[0, 1, 2, 3, 7, 2 ** 40].map((seat): ModeRequest => ({ type: "take-seat", seat })),
];

/** Frames of a crowd of up to eight, always the same for a seed. */
export function crowd(seed: number, frames: number): CrowdFrame[] {
  const next = random(seed);
  const held = new Map<string, number>();
  const made: CrowdFrame[] = [];
  // Some crowds are quick, and some rest for long.
  const haste = next() * 0.2;
  for (let frame = 0; frame < frames; frame++) {
    const left: string[] = [];
    if (next() < 0.05 && held.size < 8) held.set(`p${Math.floor(next() * 12)}`, 0);
    const requests: CrowdFrame["requests"] = [];
    const hands: Hand[] = [];
    for (const [id, before] of held) {
      if (next() < 0.005) {
        held.delete(id);
        left.push(id);
        continue;
      }
      const now = next() < haste ? (before ^ (1 << Math.floor(next() * 8))) & 0xff : before;
      held.set(id, now);
      hands.push(hand(id, now, now & ~before));
      const request = REQUESTS[Math.floor(next() * REQUESTS.length)];
      if (next() < 0.01 && request) requests.push({ id, request });
    }
    // To a stranger nothing is given: that is the host's to refuse.
    const [giver, to] = [hands, hands].map((all) => all[Math.floor(next() * all.length)]?.id);
    if (next() < 0.02 && giver !== undefined && to !== undefined)
      requests.push({ id: giver, request: { type: "give-baton", to } });
    made.push({ hands, left, requests });
  }
  return made;
}

/** One frame of a crowd: who has left, what is asked for, and the step. */
export function play(mode: Mode, frame: number, { hands, left, requests }: CrowdFrame): Mode {
  let now = mode;
  for (const id of left) now = now.leave(id, frame);
  for (const { id, request } of requests) now = now.request(id, request, frame);
  return now.step(frame, hands);
}
