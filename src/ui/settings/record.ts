/** How somebody likes to play, and how it is kept: what is read from storage is checked here. */
import * as z from "zod/mini";
import { BUTTONS } from "../buttons.ts";
import { DEFAULT_KEYS, isBindable, KEYS_MAX } from "../input/bindings.ts";
import { isPadInput, PAD_INPUTS_MAX } from "../input/pad-mapping.ts";

/** Of the record as a whole. A part that is new needs none: what is missing is as it is by default. */
export const SETTINGS_VERSION = 1;

/** How many models of gamepads are remembered: the newest. */
export const PADS_MAX = 16;

/** The parts of the pad on the screen that can be moved. */
export const PAD_GROUPS = ["cross", "face", "menu"] as const;
export type PadGroup = (typeof PAD_GROUPS)[number];

export const SCALE_MIN = 0.6;
export const SCALE_MAX = 1.6;
export const OPACITY_MIN = 0.2;

const between = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most));

const KeysSchema = z.record(
  z.enum(BUTTONS),
  z.array(z.string().check(z.refine(isBindable))).check(z.maxLength(KEYS_MAX)),
);

const PadMappingSchema = z.record(
  z.enum(BUTTONS),
  z.array(z.string().check(z.refine(isPadInput))).check(z.maxLength(PAD_INPUTS_MAX)),
);

const GamepadSchema = z.object({
  /** By the browser's name of the model, the newest last. */
  mappings: z
    .record(z.string().check(z.maxLength(200)), PadMappingSchema)
    .check(z.refine((mappings) => Object.keys(mappings).length <= PADS_MAX)),
  /** Whether a pad shakes when one is given a seat or the baton. */
  rumble: z.boolean(),
});

const PlaceSchema = z.object({
  /** How far it was moved to the right, in parts of the console's width, and down, in parts of its height. */
  x: between(-1, 1),
  y: between(-1, 1),
  scale: between(SCALE_MIN, SCALE_MAX),
});

const LayoutSchema = z.record(z.enum(PAD_GROUPS), PlaceSchema);

const TouchSchema = z.object({
  upright: LayoutSchema,
  sideways: LayoutSchema,
  /** Whether the cross is on the right. */
  mirrored: z.boolean(),
  opacity: between(OPACITY_MIN, 1),
  /** Whether there is a pad on the screen at all. */
  shown: z.boolean(),
});

const PictureSchema = z.object({
  /** As large as whole pixels can be, or as there is room for. */
  fit: z.enum(["whole", "fill"]),
  /** Whether gaps between the pixels are drawn, as an LCD has them. */
  lcd: z.boolean(),
});

export type PadPlace = z.infer<typeof PlaceSchema>;
/** Where the parts of the pad are while the console is held in one way. */
export type TouchLayout = z.infer<typeof LayoutSchema>;
export type TouchSettings = z.infer<typeof TouchSchema>;
export type PictureSettings = z.infer<typeof PictureSchema>;
export type GamepadSettings = z.infer<typeof GamepadSchema>;

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

/** What is damaged is as it is by default; the other parts are as they were kept. */
const RecordSchema = z.object({
  version: z.literal(SETTINGS_VERSION),
  keys: z.catch(KeysSchema, { ...DEFAULT_KEYS } as z.infer<typeof KeysSchema>),
  gamepad: z.catch(GamepadSchema, DEFAULT_GAMEPAD),
  touch: z.catch(TouchSchema, DEFAULT_TOUCH),
  picture: z.catch(PictureSchema, DEFAULT_PICTURE),
});

type Kept = Omit<z.infer<typeof RecordSchema>, "version">;
type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

/** All that can be chosen, part by part. */
export type SettingsValues = Fixed<Kept>;

export const DEFAULT_SETTINGS: SettingsValues = {
  keys: DEFAULT_KEYS,
  gamepad: DEFAULT_GAMEPAD,
  touch: DEFAULT_TOUCH,
  picture: DEFAULT_PICTURE,
};

/** From what was kept; what cannot be read, or was kept by another version, is as it is by default. */
export function readSettings(text: string | null | undefined): SettingsValues {
  try {
    const checked = RecordSchema.safeParse(JSON.parse(text ?? "null"));
    if (!checked.success) return DEFAULT_SETTINGS;
    const { keys, gamepad, touch, picture } = checked.data;
    return { keys, gamepad, touch, picture };
  } catch {
    return DEFAULT_SETTINGS;
  }
}

export function writeSettings(values: SettingsValues): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...values });
}
