/**
 * Custom elements, each with the attributes of its npm namesake. Importing this registers them.
 *
 * A value that cannot be used is told of on the console and passed over: an attribute never throws. A page that wants
 * one of them imports its own module. What may not come in: anything of the app, and Solid but in `boy-view.tsx`.
 *
 * @module
 */
export { MoqBoy } from "./boy.ts";
export { type AnnounceMode, MoqPublish, type PreviewMode, type SourceType } from "./publish.ts";
export { MoqWatch } from "./watch.ts";
