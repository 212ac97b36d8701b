/**
 * How somebody likes to play: keys, gamepads, the pad on the screen, the picture. Kept on this device alone.
 *
 * What may not come in: anything of a game or of a host; those are not a matter of one person's taste.
 *
 * @module
 */
export {
  DEFAULT_LAYOUT,
  DEFAULT_PLACE,
  DEFAULT_SETTINGS,
  type LookSettings,
  OPACITY_MIN,
  PAD_GROUPS,
  type PadGroup,
  type PadPlace,
  type PictureSettings,
  SCALE_MAX,
  SCALE_MIN,
  type SettingsValues,
  type TouchLayout,
  type TouchSettings,
} from "./record.ts";
export {
  makeSettings,
  padMapping,
  pageSettings,
  type Settings,
  setPadMapping,
  setStickReach,
  stickReach,
} from "./settings.ts";
