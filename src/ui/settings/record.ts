/** How somebody likes to play, and how it is kept: what is read from storage is checked here. */
import { BUTTONS } from "../buttons.ts";
import { DEFAULT_KEYS, isBindable, KEYS_MAX } from "../input/bindings.ts";
import { isPadInput, PAD_INPUTS_MAX, STICK_MAX, STICK_MIN } from "../input/pad-mapping.ts";
import { between, type Checked, each, entries, flag, list, object, oneOf, or, text } from "./checks.ts";

/** Of the record as a whole. A part that is new needs none: what is missing is as it is by default. */
export const SETTINGS_VERSION = 1;

/** How many models of gamepads are remembered: the newest. */
export const PADS_MAX = 16;

/** The longest name of a model that is kept, in characters. */
const PAD_NAME_MAX_LENGTH = 200;

/** The parts of the pad on the screen that can be moved. */
export const PAD_GROUPS = ["cross", "face", "menu"] as const;
export type PadGroup = (typeof PAD_GROUPS)[number];

export const SCALE_MIN = 0.6;
export const SCALE_MAX = 1.6;
export const OPACITY_MIN = 0.2;

const readKeys = each(BUTTONS, list(text(isBindable), KEYS_MAX));

const readGamepad = object({
  /** By the browser's name of the model, the newest last. */
  mappings: entries(
    (name) => name.length <= PAD_NAME_MAX_LENGTH,
    each(BUTTONS, list(text(isPadInput), PAD_INPUTS_MAX)),
    PADS_MAX,
  ),
  /** Whether a pad shakes when one is given a seat or the baton. */
  rumble: flag,
});

const readPlace = object({
  /** How far it was moved to the right, in parts of the console's width, and down, in parts of its height. */
  x: between(-1, 1),
  y: between(-1, 1),
  scale: between(SCALE_MIN, SCALE_MAX),
});

const readLayout = each(PAD_GROUPS, readPlace);

const readTouch = object({
  upright: readLayout,
  sideways: readLayout,
  /** Whether the cross is on the right. */
  mirrored: flag,
  opacity: between(OPACITY_MIN, 1),
  /** Whether there is a pad on the screen at all. */
  shown: flag,
});

const readPicture = object({
  /** As large as whole pixels can be, or as there is room for. */
  fit: oneOf("whole", "fill"),
  /** Whether gaps between the pixels are drawn, as an LCD has them. */
  lcd: flag,
});

const readLook = object({
  /** Of games without colours: a palette's name, or an empty one where they are shown as their hosts have them. */
  palette: text((name) => /^[a-z]{0,16}$/.test(name)),
  /** Whether each picture is blended with the one before. */
  ghosting: flag,
});

/** From which part of its way on a stick counts, by the browser's name of the model, the newest last. */
const readSticks = entries(
  (name) => name.length <= PAD_NAME_MAX_LENGTH,
  between(STICK_MIN, STICK_MAX),
  PADS_MAX,
);

export type PadPlace = Checked<typeof readPlace>;
/** Where the parts of the pad are while the console is held in one way. */
export type TouchLayout = Checked<typeof readLayout>;
export type TouchSettings = Checked<typeof readTouch>;
export type PictureSettings = Checked<typeof readPicture>;
export type GamepadSettings = Checked<typeof readGamepad>;
export type LookSettings = Checked<typeof readLook>;

/** As a pad comes. */
export const DEFAULT_PLACE: PadPlace = { x: 0, y: 0, scale: 1 };
export const DEFAULT_LAYOUT: TouchLayout = { cross: DEFAULT_PLACE, face: DEFAULT_PLACE, menu: DEFAULT_PLACE };

const DEFAULT_GAMEPAD: GamepadSettings = { mappings: {}, rumble: true };
const DEFAULT_TOUCH: TouchSettings = {
  upright: DEFAULT_LAYOUT,
  sideways: DEFAULT_LAYOUT,
  mirrored: false,
  opacity: 1,
  shown: true,
};
const DEFAULT_PICTURE: PictureSettings = { fit: "whole", lcd: false };
const DEFAULT_LOOK: LookSettings = { palette: "", ghosting: false };

interface Kept {
  keys: Checked<typeof readKeys>;
  gamepad: GamepadSettings;
  touch: TouchSettings;
  picture: PictureSettings;
  look: LookSettings;
  sticks: Checked<typeof readSticks>;
}

type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

/** All that can be chosen, part by part. */
export type SettingsValues = Fixed<Kept>;

export const DEFAULT_SETTINGS: SettingsValues = {
  keys: DEFAULT_KEYS,
  gamepad: DEFAULT_GAMEPAD,
  touch: DEFAULT_TOUCH,
  picture: DEFAULT_PICTURE,
  look: DEFAULT_LOOK,
  sticks: {},
};

/** What is damaged is as it is by default; the other parts are as they were kept. */
const READERS: { readonly [Part in keyof SettingsValues]: (value: unknown) => SettingsValues[Part] } = {
  keys: or<SettingsValues["keys"]>(readKeys, DEFAULT_SETTINGS.keys),
  gamepad: or<SettingsValues["gamepad"]>(readGamepad, DEFAULT_SETTINGS.gamepad),
  touch: or<SettingsValues["touch"]>(readTouch, DEFAULT_SETTINGS.touch),
  picture: or<SettingsValues["picture"]>(readPicture, DEFAULT_SETTINGS.picture),
  look: or<SettingsValues["look"]>(readLook, DEFAULT_SETTINGS.look),
  sticks: or<SettingsValues["sticks"]>(readSticks, DEFAULT_SETTINGS.sticks),
};

const isOfVersion = object({ version: oneOf(SETTINGS_VERSION) });

/** From what was kept; what cannot be read, or was kept by another version, is as it is by default. */
export function readSettings(kept: string | null | undefined): SettingsValues {
  let json: unknown;
  try {
    json = JSON.parse(kept ?? "null");
  } catch {
    return DEFAULT_SETTINGS;
  }
  if (!isOfVersion(json)) return DEFAULT_SETTINGS;
  const { keys, gamepad, touch, picture, look, sticks } = json as {
    [Part in keyof SettingsValues]?: unknown;
  };
  return {
    keys: READERS.keys(keys),
    gamepad: READERS.gamepad(gamepad),
    touch: READERS.touch(touch),
    picture: READERS.picture(picture),
    look: READERS.look(look),
    sticks: READERS.sticks(sticks),
  };
}

export function writeSettings(values: SettingsValues): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...values });
}
