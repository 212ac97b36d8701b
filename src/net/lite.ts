/**
 * As `index.ts`, with moq-lite alone: two thirds of the size, and what every relay of moq-relay prefers.
 *
 * @module
 */
import "./wasm/lite.ts";

export * from "./api.ts";
