//! The Game Boy core as a sealed wasm module.
