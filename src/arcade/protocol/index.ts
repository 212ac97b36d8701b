/**
 * What is said on the wire: commands, status, times. Values only, no I/O.
 *
 * @module
 */
export * from "./names.ts";
export * from "./schemas.ts";
export * from "./timing.ts";
