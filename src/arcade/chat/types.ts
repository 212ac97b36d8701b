/** What the page knows of what is said beside a game. */
import type { Getter } from "@moq/signals";

/** A line that somebody has said. Text from the network: cleaned, and never more than text. */
export interface ChatLine {
  /** Counts the lines of this host's, from 1. */
  seq: number;
  /** Who said it; the host is `HOST_PLAYER`. */
  id: string;
  /** What they call themselves, where they have a name. */
  name?: string;
  text: string;
  /** The game's frame when the host heard it. */
  frame: number;
}

/** What can be shown without a word. */
export type EmoteName = "heart" | "laugh" | "wow" | "sad" | "clap" | "fire" | "party" | "wave";

/** How often an emote was sent since the last were told. */
export interface EmoteBurst {
  emote: EmoteName;
  count: number;
}

/** Whether there is a chat: a host without one (`none`), one that has turned it off, or one that hears. */
export type ChatState = "none" | "off" | "on";

export interface ChatStatus {
  state: ChatState;
  /** The newest lines, oldest first, at most 200. A line stays the same object for as long as it is here. */
  lines: readonly ChatLine[];
  /** Those whom the host does not let speak, by id. */
  muted: readonly string[];
}

/** What changed: Worker to page, at most about four times a second. */
export interface ChatUpdate {
  state: ChatState;
  muted: string[];
  /** Lines that are new, oldest first. */
  lines: ChatLine[];
  /** Whether all lines from before are to be let go of: they are another host's. */
  begins: boolean;
  emotes: EmoteBurst[];
}

/** The page's end of a chat, of a game that is played or hosted. */
export interface Talk {
  readonly chat: Getter<ChatStatus>;
  /** The emotes that came last; another array each time, and at most about four times a second. */
  readonly emotes: Getter<readonly EmoteBurst[]>;
  /** Says a line, cut to 200 characters. False, and nothing is said, where that is too soon after others, or nothing is left of it. */
  say(text: string): boolean;
  /** False where that is too soon after others. */
  emote(emote: EmoteName): boolean;
}
