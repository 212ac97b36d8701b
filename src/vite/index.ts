/**
 * The Vite plugin: it has the wasm modules built, builds them again when their Rust changes, and gives Vite the
 * settings that they need.
 *
 * Node-side tooling: no page imports it, and of ours it imports `scripts/lib` alone, which knows how to build.
 *
 * @module
 */

export { type MoqArcadeOptions, moqArcade } from "./plugin.ts";
