/**
 * Media over QUIC for pages, Workers and Node: the Rust crate moq-net, compiled to wasm, behind the API of
 * npm's `@moq/net`.
 *
 * This entry has every version of moq-lite and of moq-transport. `lite.ts` is the same with moq-lite alone, a third
 * smaller. A program imports one of the two; were both, the one that comes first would serve for both.
 *
 * What may not come in: anything of ours (this is the bottom layer), and wasm-bindgen's types may not go
 * out. What is beyond `@moq/net`'s API says so in its docstring.
 *
 * @module
 */

import "./wasm/full.ts";

export * from "./api.ts";
