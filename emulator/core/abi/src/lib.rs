//! What every emulator core has in common: the C functions of its wasm module, over one trait.
//!
//! A core is a [`Machine`] and one line, `core_abi::export!(TheMachine)`. `docs/core-abi.md` is the reference of the
//! functions that this makes.
//!
//! What may not come in: anything that asks the host for something, and anything that knows one console.

#![warn(missing_docs)]

mod core;
mod export;
mod fault;
mod machine;
pub mod pack;

pub use core::{Cell, Core};
pub use fault::fault;
pub use machine::{MISUSE, Machine};

/// Goes up when a function changes its meaning.
pub const VERSION: u32 = 2;

/// Samples a second, exactly, of emulated time: every core makes as many.
pub const SAMPLE_RATE: u32 = 48_000;
