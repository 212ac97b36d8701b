/**
 * Where somebody chooses how they play, and looks up the keys: what opens over a game, fetched when it first does.
 *
 * What may not come in: anything that the first picture needs.
 *
 * @module
 */
export { HelpDialog } from "./help-dialog.tsx";
export { PadEditor } from "./pad-editor.tsx";
export { SettingsDialog } from "./settings-dialog.tsx";
