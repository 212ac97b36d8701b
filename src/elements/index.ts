/**
 * Custom elements, each with the attributes of its npm namesake. Importing this registers them.
 *
 * What may not come in: Solid, and anything of the app.
 *
 * @module
 */
export { MoqWatch } from "./watch.ts";
