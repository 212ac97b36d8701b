/** What keys do beside playing, on the pages where one plays. */
import { EMOTE_LOOKS } from "./chat/emotes.ts";

export interface ShortcutText {
  /** By `KeyboardEvent.code`, or by what it prints. */
  key: string;
  text: string;
}

const TALK_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyT", text: "Writes to the chat" },
  ...EMOTE_LOOKS.map(({ sign, label }, index) => ({ key: `Digit${index + 1}`, text: `${sign} ${label}` })),
];

/** Of every game that is played. */
const PLAY_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyM", text: "Mutes the sound" },
  { key: "KeyF", text: "Full screen" },
  { key: "KeyV", text: "The picture in a window of its own, on top of all others" },
  { key: "KeyO", text: "Settings" },
  { key: "?", text: "This help" },
];

/** Of a game that somebody else hosts. */
export const VIEWER_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyC", text: "Keeps a clip" },
  { key: "KeyI", text: "Statistics" },
  { key: "KeyG", text: "Fast while it is held, where the host allows it" },
  ...TALK_SHORTCUTS,
  ...PLAY_SHORTCUTS,
  { key: "Escape", text: "Closes what is open; then leaves full screen; then the game" },
];

/** Of a game that one hosts. */
export const HOST_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyP", text: "Pauses the game for everybody, and goes on" },
  { key: "KeyG", text: "Fast while it is held" },
  { key: "KeyI", text: "Statistics" },
  ...TALK_SHORTCUTS,
  ...PLAY_SHORTCUTS,
];
