/**
 * What hands hold: keys and gamepads, and which parts of them stand for which buttons.
 *
 * What may not come in: where any of it is kept (`settings`), and whom a press is sent to (`Controller`).
 *
 * @module
 */
export {
  bindKey,
  buttonsByCode,
  DEFAULT_KEYS,
  isBindable,
  KEY_PRESETS,
  KEYS_MAX,
  type KeyBindings,
  presetOf,
  unbindKey,
} from "./bindings.ts";
export {
  type ConnectedPad,
  connectedGamepads,
  createGamepads,
  type Gamepads,
  makeGamepads,
} from "./gamepads.ts";
export { DEFAULT_HINTS, fullKeyName, keyHints, keyLayout, keyName } from "./key-names.ts";
export {
  bindPadInput,
  type PadMapping,
  padInputName,
  padName,
  pressedInputs,
  STANDARD_MAPPING,
  STICK_MAX,
  STICK_MIN,
} from "./pad-mapping.ts";
