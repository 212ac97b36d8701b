/**
 * The one door through which state of the arcade enters Solid.
 *
 * @module
 */
export { createAccessor } from "@moq/signals/solid";
