//! The NES core: TetaNES as a sealed box.
//!
//! Nothing goes in but a ROM, a battery image and the buttons of each frame; nothing comes out but pixels,
//! samples and memory. TetaNES has a random source, file access and browser storage in it, none of which is reached:
//! RAM is zeros at power-on, its `ControlDeck` with the files around it is not used, and what is unreachable is not in
//! the module. A test holds that it has not one import. `docs/core-abi.md` describes the C functions, which the crate
//! `core-abi` makes over [`abi`].
//!
//! What may not come in: anything that asks the host for something.

#![warn(missing_docs)]

pub mod abi;
mod cartridge;
pub mod header;
pub mod machine;
pub mod picture;
mod sound;

pub use header::RomFault;
pub use machine::Machine;
