/**
 * Sources of pictures and sound: each has its tracks and its state as signals, and is closed by who made it.
 * Runs on the page, where browsers capture.
 *
 * What may not come in: encoders, Workers and the network.
 *
 * @module
 */
export { makeCanvasSource } from "./canvas.ts";
export {
  type Device,
  type DeviceList,
  type DeviceOptions,
  type DeviceSource,
  makeCamera,
  makeDeviceList,
  makeMicrophone,
} from "./device.ts";
export { makeFile } from "./file.ts";
export { makeScreen, type ScreenOptions } from "./screen.ts";
export type { Source, SourceFailure, SourceKind, SourceState } from "./source.ts";
