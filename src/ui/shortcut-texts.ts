/** What keys do beside playing, on the pages where one plays. */

export interface ShortcutText {
  /** By `KeyboardEvent.code`, or by what it prints. */
  key: string;
  text: string;
}

/** Of every game that is played. */
export const PLAY_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyM", text: "Mutes the sound" },
  { key: "KeyF", text: "Full screen" },
  { key: "KeyP", text: "The picture in a window of its own, on top of all others" },
  { key: "KeyO", text: "Settings" },
  { key: "?", text: "This help" },
];

/** Of a game that somebody else hosts. */
export const VIEWER_SHORTCUTS: readonly ShortcutText[] = [
  { key: "KeyC", text: "Keeps a clip" },
  { key: "KeyI", text: "Statistics" },
  ...PLAY_SHORTCUTS,
  { key: "Escape", text: "Closes what is open; then leaves full screen; then the game" },
];
