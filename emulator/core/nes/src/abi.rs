//! The NES as the functions of a core.

use std::ops::Range;

use core_abi::MISUSE;

use crate::{header::ROM_SIZE_MAX, machine::Machine};

core_abi::export!(Machine);

impl core_abi::Machine for Machine {
    const ROM_SIZE_MAX: usize = ROM_SIZE_MAX;

    /// `mode`: 0, there being one console.
    fn start(rom: Vec<u8>, mode: u32) -> Result<Self, u32> {
        if mode != 0 || rom.is_empty() {
            return Err(MISUSE);
        }
        Self::new(rom).map_err(|fault| fault as u32)
    }

    fn constant(&self) -> Range<*const u8> {
        self.rom()
    }

    fn step(&mut self, buttons: u8) {
        Machine::step(self, buttons);
    }

    fn pixels(&self) -> &[u8] {
        Machine::pixels(self)
    }

    fn palette(&self) -> &[u32] {
        Machine::palette(self)
    }

    fn rgba(&self) -> &[u32] {
        Machine::rgba(self)
    }

    fn samples(&self) -> &[i16] {
        Machine::samples(self)
    }

    fn battery(&mut self) -> &mut [u8] {
        Machine::battery(self)
    }

    fn peek(&self, address: u16) -> u8 {
        Machine::peek(self, address)
    }
}
