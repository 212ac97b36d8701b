/** What every way to share a controller is. */
import type { Button } from "../../../emulator/index.ts";
import type { ModeRequest, ModeStatus } from "./types.ts";

/** A player's hand on the pad, in one frame. */
export interface Hand {
  readonly id: string;
  /** The buttons that it holds, as bits. */
  readonly held: number;
  /** Of them, those that went down in this frame. */
  readonly pressed: number;
}

/**
 * A way to share a controller, as it is in one frame. A value: what happens gives another one, or the same where nothing
 * of it changed, so that a frame in which nothing changes makes nothing new. It knows no clock but the frames' numbers.
 */
export interface Mode {
  /** One frame on. @param hands all the players', in the order in which they came */
  step(frame: number, hands: readonly Hand[]): Mode;
  /**
   * Of what a hand does, what reaches the game, as bits. The game is given all hands' joined and nothing else, so that
   * nobody who is gone can hold a button.
   */
  counted(hand: Hand): number;
  /** What a player asks for. What makes no sense, or no sense any more, changes nothing. */
  request(id: string, request: ModeRequest, frame: number): Mode;
  /** A player has gone for good. (Of one who may be back in a moment, the hand is there until then, and holds nothing.) */
  leave(id: string, frame: number): Mode;
  /** What a player votes for, where votes are counted. */
  vote(id: string): Button | undefined;
  /** As it is told to everybody. */
  status(): ModeStatus;
}

/** The hand of a player, if it is there. By index, here and in joinCounted: an iterator would be something new for each. */
export function findHand(hands: readonly Hand[], id: string): Hand | undefined {
  for (let i = 0; i < hands.length; i++) if (hands[i]?.id === id) return hands[i];
  return undefined;
}

/** What all hands put into the game together, as bits. */
export function joinCounted(mode: Mode, hands: readonly Hand[]): number {
  let joined = 0;
  for (let i = 0; i < hands.length; i++) {
    const hand = hands[i];
    if (hand) joined |= mode.counted(hand);
  }
  return joined;
}
