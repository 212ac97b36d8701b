/**
 * The game protocol over MoQ: hosts, viewers, and what they say to each other.
 *
 * The page's half of each is here (`host`, `ArcadeClient`); its other half runs in a Worker. What may not
 * come in: anything of Solid or the DOM beyond a canvas and sound, and wasm-bindgen's types.
 *
 * @module
 */
export { connectArcade } from "./client/index.ts";
export { openClip } from "./clip/index.ts";
export type * from "./clip/types.ts";
export { cleanDisplayName, DISPLAY_NAME_MAX_LENGTH } from "./display-name.ts";
export { host } from "./host/index.ts";
export { forgetResumable, listResumable, resumableRom } from "./host/resume-store.ts";
export { type Limits, MODE_LIMITS, MODE_TYPES, type ModeType, makeModeSettings } from "./modes/index.ts";
export {
  checkName,
  checkPathPart,
  DEFAULT_PREFIX,
  HOST_PLAYER,
  NAME_MAX_LENGTH,
  type Prefixes,
  prefixesBelow,
} from "./name.ts";
export { PERMISSIONS } from "./permissions.ts";
export { missingFeatures } from "./support.ts";
export type * from "./types.ts";
