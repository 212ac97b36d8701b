//! The Game Boy as the functions of a core.

use std::ops::Range;

use core_abi::MISUSE;

use crate::{
    header::ROM_SIZE_MAX,
    machine::{Machine, Mode},
};

core_abi::export!(Machine);

impl core_abi::Machine for Machine {
    const ROM_SIZE_MAX: usize = ROM_SIZE_MAX;

    /// `mode`: 0 as the header says, 1 Game Boy, 2 Game Boy Color.
    fn start(rom: Vec<u8>, mode: u32) -> Result<Self, u32> {
        let mode = match mode {
            0 => Mode::Auto,
            1 => Mode::Dmg,
            2 => Mode::Cgb,
            _ => return Err(MISUSE),
        };
        Self::new(rom, mode).map_err(|fault| fault as u32)
    }

    fn constant(&self) -> Range<*const u8> {
        self.rom().as_ptr_range()
    }

    fn step(&mut self, buttons: u8) {
        Machine::step(self, buttons);
    }

    fn is_color(&self) -> bool {
        Machine::is_color(self)
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

    fn clock(&mut self) -> &mut [u8] {
        Machine::clock(self)
    }

    fn peek(&self, address: u16) -> u8 {
        Machine::peek(self, address)
    }
}
