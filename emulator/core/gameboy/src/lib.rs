//! The Game Boy core: boytacean as a sealed box.
//!
//! Nothing goes in but a ROM, a battery image and the buttons of each frame; nothing comes out but pixels,
//! samples and memory. There is no clock, no random source, no log and, compiled to wasm, not one import; so
//! two runs with the same ROM and the same buttons are the same to the last bit of linear memory, in every
//! engine. `docs/core-abi.md` describes the C functions, which the crate `core-abi` makes over [`abi`].
//!
//! What may not come in: anything that asks the host for something.

#![warn(missing_docs)]

pub mod abi;
pub mod clock;
mod clocked;
mod halt;
pub mod header;
pub mod machine;
pub mod picture;
pub mod sound;
mod voices;

pub use header::RomFault;
pub use machine::{CYCLES_PER_FRAME, Machine, Mode};
