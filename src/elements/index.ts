/**
 * Custom elements, each with the attributes of its npm namesake. Importing this registers them.
 *
 * A value that cannot be used is told of on the console and passed over: an attribute never throws. What may not come
 * in: Solid, and anything of the app.
 *
 * @module
 */
export { type AnnounceMode, MoqPublish, type PreviewMode, type SourceType } from "./publish.ts";
export { MoqWatch } from "./watch.ts";
