/** Ways to share a controller, as plain values: what a host chooses, what everybody is told, what a player asks for. */

/** A way that the host has chosen. Times are in seconds. */
export type ModeSettings =
  /** All held buttons joined. */
  | { type: "anarchy" }
  /** Votes are counted over a window of time, and the button with the most is pressed. */
  | { type: "democracy"; window: number }
  /** One player holds the pad, and loses it after so much idleness. */
  | { type: "baton"; idle: number }
  /** The buttons are dealt out among so many seats; one that is idle for so long is free again. */
  | { type: "seats"; seats: number; idle: number };

/** How it stands, as everybody is told. Names, of players and of buttons, are text from the network. */
export type ModeStatus =
  | { type: "anarchy" }
  | {
      type: "democracy";
      /** How long votes are counted, in seconds. */
      window: number;
      /** Votes by button, of the window that is open. */
      tally: Readonly<Record<string, number>>;
      /** The frame on which the window closes; none is open before the first vote. */
      closes?: number | undefined;
      /** What won last, and with how many votes of how many. */
      won?: { button: string; votes: number; of: number } | undefined;
    }
  | {
      type: "baton";
      /** After how much idleness it is taken back, in seconds. */
      idle: number;
      /** Who has it; nobody where it lies there for who presses first. */
      holder?: string | undefined;
      /** Who has asked for it, the first first. */
      waiting: readonly string[];
      /** In how many seconds it is taken back, where that is soon. */
      left?: number | undefined;
    }
  | { type: "seats"; idle: number; seats: readonly SeatStatus[] }
  /** One that this build does not know. */
  | { type: "other"; name: string };

export interface SeatStatus {
  /** What can be pressed from it. */
  buttons: readonly string[];
  /** Who sits there. */
  player?: string | undefined;
  /** In how many seconds it is free again, where that is soon. */
  left?: number | undefined;
}

/** What a player asks for. */
export type ModeRequest =
  | { type: "ask-baton" }
  /** Hands the baton on to who waits first, or puts it down; who waits does so no more. */
  | { type: "pass-baton" }
  /** Hands the baton on to this player, by its id, whoever waits. */
  | { type: "give-baton"; to: string }
  /** Seats count from 0. */
  | { type: "take-seat"; seat: number }
  | { type: "leave-seat" };
