/** How somebody likes to play, kept from one visit to the next. */
import { type Accessor, createSignal, type Signal } from "solid-js";
import { type PadMapping, STANDARD_MAPPING, STICK_DEFAULT } from "../input/pad-mapping.ts";
import { pageStorage } from "../storage.ts";
import { DEFAULT_SETTINGS, PADS_MAX, readSettings, type SettingsValues, writeSettings } from "./record.ts";

/** Where it is kept. */
export const SETTINGS_KEY = "moq-arcade.settings";

type Part = keyof SettingsValues;

/** An accessor for each part, so that a change of one touches what shows that one. */
export type Settings = { readonly [Name in Part]: Accessor<SettingsValues[Name]> } & {
  /** Changes a part, and keeps it. */
  set<Name extends Part>(part: Name, value: SettingsValues[Name]): void;
  /** As it was at first: one part. */
  reset(part: Part): void;
};

/** Reads what is kept, and keeps each change. What another tab changes is changed here too. */
export function makeSettings(storage: Storage | undefined): Settings {
  const load = () => {
    try {
      return readSettings(storage?.getItem(SETTINGS_KEY));
    } catch {
      return DEFAULT_SETTINGS;
    }
  };
  const kept = load();
  const parts: { [Name in Part]: Signal<SettingsValues[Name]> } = {
    keys: createSignal(kept.keys),
    gamepad: createSignal(kept.gamepad),
    touch: createSignal(kept.touch),
    picture: createSignal(kept.picture),
    look: createSignal(kept.look),
    sticks: createSignal(kept.sticks),
  };
  const write = <Name extends Part>(part: Name, value: SettingsValues[Name]) => {
    const [, setPart] = parts[part];
    setPart(() => value);
  };
  globalThis.window?.addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea !== storage || (key !== SETTINGS_KEY && key !== null)) return;
    const values = load();
    for (const part of Object.keys(parts) as Part[]) write(part, values[part]);
  });

  function set<Name extends Part>(part: Name, value: SettingsValues[Name]) {
    write(part, value);
    const { keys, gamepad, touch, picture, look, sticks } = parts;
    try {
      storage?.setItem(
        SETTINGS_KEY,
        writeSettings({
          keys: keys[0](),
          gamepad: gamepad[0](),
          touch: touch[0](),
          picture: picture[0](),
          look: look[0](),
          sticks: sticks[0](),
        }),
      );
    } catch {
      // Full or forbidden: it is as chosen until the page goes.
    }
  }

  return {
    keys: parts.keys[0],
    gamepad: parts.gamepad[0],
    touch: parts.touch[0],
    picture: parts.picture[0],
    look: parts.look[0],
    sticks: parts.sticks[0],
    set,
    reset: (part) => set(part, DEFAULT_SETTINGS[part]),
  };
}

let ofPage: Settings | undefined;

/** Those of this page: one, whoever asks. */
export function pageSettings(): Settings {
  ofPage ??= makeSettings(pageStorage());
  return ofPage;
}

/** How a model of gamepads is mapped: as somebody has it, or as the standard says. */
export function padMapping(settings: Settings, id: string): PadMapping {
  const { mappings } = settings.gamepad();
  return (Object.hasOwn(mappings, id) ? mappings[id] : undefined) ?? STANDARD_MAPPING;
}

/** From which part of its way on a stick of a model counts: as somebody has it, or from half of it. */
export function stickReach(settings: Settings, id: string): number {
  const sticks = settings.sticks();
  return (Object.hasOwn(sticks, id) ? sticks[id] : undefined) ?? STICK_DEFAULT;
}

/** Keeps from where the sticks of a model count. */
export function setStickReach(settings: Settings, id: string, reach: number): void {
  const others = Object.entries(settings.sticks()).filter(([other]) => other !== id);
  settings.set("sticks", Object.fromEntries([...others, [id, reach] as const].slice(-PADS_MAX)));
}

/** Keeps a mapping for a model, or with none, goes back to the standard's. */
export function setPadMapping(settings: Settings, id: string, mapping: PadMapping | undefined): void {
  const { mappings, ...rest } = settings.gamepad();
  const others = Object.entries(mappings).filter(([other]) => other !== id);
  const next = mapping ? [...others, [id, mapping] as const] : others;
  settings.set("gamepad", { ...rest, mappings: Object.fromEntries(next.slice(-PADS_MAX)) });
}
