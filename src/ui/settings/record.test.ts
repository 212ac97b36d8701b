import { expect, test } from "vitest";
import { bindKey, DEFAULT_KEYS } from "../input/bindings.ts";
import { STANDARD_MAPPING } from "../input/pad-mapping.ts";
import { DEFAULT_SETTINGS, PADS_MAX, readSettings, type SettingsValues, writeSettings } from "./record.ts";

const CHOSEN: SettingsValues = {
  keys: bindKey(DEFAULT_KEYS, "a", 0, "KeyN").keys,
  gamepad: { mappings: { "A pad": STANDARD_MAPPING }, rumble: false },
  touch: {
    ...DEFAULT_SETTINGS.touch,
    mirrored: true,
    opacity: 0.5,
    sideways: { ...DEFAULT_SETTINGS.touch.sideways, face: { x: -0.1, y: 0.05, scale: 1.2 } },
  },
  picture: { fit: "fill", lcd: true },
  look: { palette: "amber", ghosting: true },
  sticks: { "A pad": 0.7 },
};

test("what was chosen is read again as it was", () => {
  expect(readSettings(writeSettings(CHOSEN))).toEqual(CHOSEN);
});

test.each([null, "", "{", "[]", "null", "12", '{"version":2}', '{"version":"1"}'])(
  "%j is as if nothing had been kept",
  (text) => expect(readSettings(text)).toEqual(DEFAULT_SETTINGS),
);

const damage: { part: keyof SettingsValues; value: unknown }[] = [
  { part: "keys", value: { ...DEFAULT_KEYS, a: ["Escape"] } },
  { part: "keys", value: { ...DEFAULT_KEYS, a: ["KeyA", "KeyB", "KeyC"] } },
  { part: "keys", value: { a: ["KeyA"] } },
  { part: "gamepad", value: { mappings: { pad: { ...STANDARD_MAPPING, a: ["b1000"] } }, rumble: true } },
  {
    part: "gamepad",
    value: {
      mappings: Object.fromEntries(Array.from({ length: PADS_MAX + 1 }, (_, at) => [at, STANDARD_MAPPING])),
      rumble: true,
    },
  },
  { part: "touch", value: { ...DEFAULT_SETTINGS.touch, opacity: 0 } },
  { part: "touch", value: { ...DEFAULT_SETTINGS.touch, upright: { cross: { x: 9, y: 0, scale: 1 } } } },
  { part: "picture", value: { fit: "huge", lcd: true } },
  { part: "picture", value: undefined },
  { part: "look", value: { palette: "url(evil)", ghosting: true } },
  // As a build before this one has kept it.
  { part: "look", value: undefined },
  { part: "sticks", value: { "A pad": 0 } },
  { part: "sticks", value: undefined },
];

test.each(damage)(
  "a damaged part is as at first, and the others are as they were: $part",
  ({ part, value }) => {
    const text = JSON.stringify({ version: 1, ...CHOSEN, [part]: value });
    expect(readSettings(text)).toEqual({ ...CHOSEN, [part]: DEFAULT_SETTINGS[part] });
  },
);
