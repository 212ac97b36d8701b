//! One NES with a cartridge in it, stepped a frame at a time.

use std::ops::Range;

use tetanes_core::{
    bus::Bus,
    common::{NesRegion, ResetKind},
    input::{JoypadBtnState, Player},
    memory::{RamState, Src},
};

use crate::{
    cartridge,
    header::{self, Header, RomFault},
    picture::Picture,
    sound::Sound,
};

/// Seconds of a frame, as a fraction: 29,780.5 cycles (341 × 262 − ½ dots, three to a cycle) of the processor's clock of
/// 236.25 MHz / 11 / 12 (NESdev Wiki, "Cycle reference chart").
pub const FRAME_DURATION_NUMERATOR: i64 = 655_171;
/// See [`FRAME_DURATION_NUMERATOR`].
pub const FRAME_DURATION_DENOMINATOR: i64 = 39_375_000;

/// What each bit of a step's buttons is on the console's controller.
const BUTTONS: [JoypadBtnState; 8] = [
    JoypadBtnState::RIGHT,
    JoypadBtnState::LEFT,
    JoypadBtnState::UP,
    JoypadBtnState::DOWN,
    JoypadBtnState::A,
    JoypadBtnState::B,
    JoypadBtnState::SELECT,
    JoypadBtnState::START,
];

/// A running game. All of its state is in here, none outside.
pub struct Machine {
    bus: Bus,
    picture: Picture,
    sound: Sound,
    header: Header,
    started: bool,
}

impl Machine {
    /// Checks the ROM and stands at the first instruction of the game.
    ///
    /// # Errors
    /// Why the ROM is refused.
    pub fn new(rom: Vec<u8>) -> Result<Self, RomFault> {
        let header = header::check(&rom)?;
        let cart = cartridge::build(&rom, header)?;
        drop(rom);
        let mut bus = Bus::new(NesRegion::Ntsc, RamState::AllZeros);
        bus.load_cart(cart);
        bus.reset(ResetKind::Hard);
        bus.clear_audio_samples();
        Ok(Self {
            bus,
            picture: Picture::default(),
            sound: Sound::default(),
            header,
            started: false,
        })
    }

    /// Runs to the end of the next picture. `buttons`: bit 0 right, then left, up, down, a, b, select, start, and
    /// opposite directions too.
    ///
    /// The console's picture goes on by itself, whatever the game does, so a step always ends. An instruction that
    /// stops the processor leaves the picture as it is for good, as on the console.
    pub fn step(&mut self, buttons: u8) {
        if !self.started {
            self.started = true;
            if self.keeps_elsewhere() {
                self.bus.mapper.restore_battery(&self.bus.memory);
            }
        }
        self.press(buttons);
        let frame = self.bus.ppu.frame.number();
        while self.bus.ppu.frame.number() == frame {
            self.bus.clock_instr();
        }
        self.bus.clock_sync();
        self.picture.update(&self.bus.ppu.frame.buffer()[..]);
        self.sound.take(&mut self.bus.apu);
        // Now, and not when it is asked for: memory must not follow from what the caller reads.
        if self.keeps_elsewhere() {
            self.bus.mapper.sync_battery(&mut self.bus.memory);
        }
    }

    /// Whether the battery keeps memory that is the board's own, and not the cartridge's RAM: it is copied from and to
    /// there. Of boards that have none, TetaNES panics at either.
    fn keeps_elsewhere(&self) -> bool {
        !self.bus.memory.region_ref(Src::BatteryExt).is_empty()
    }

    fn press(&mut self, buttons: u8) {
        let mut held = JoypadBtnState::empty();
        for (bit, button) in BUTTONS.into_iter().enumerate() {
            if buttons & (1 << bit) != 0 {
                held |= button;
            }
        }
        self.bus.input.joypad_mut(Player::One).buttons = held;
    }

    /// One byte a pixel, 256 by 240, row by row.
    pub fn pixels(&self) -> &[u8] {
        self.picture.pixels()
    }

    /// RGBA of each index; empty where the picture has more colours than fit.
    pub fn palette(&self) -> &[u32] {
        self.picture.palette()
    }

    /// RGBA of each pixel, only for pictures whose palette is empty.
    pub fn rgba(&self) -> &[u32] {
        self.picture.rgba()
    }

    /// This step's samples, left and right by turns: the console has one loudspeaker, and both are the same.
    pub fn samples(&self) -> &[i16] {
        self.sound.samples()
    }

    /// Where the cartridge's ROM lies, which nothing writes to: its program, and behind it its pictures.
    pub fn rom(&self) -> Range<*const u8> {
        let Range { start, mut end } = self.bus.memory.region_ref(Src::PrgRom).as_ptr_range();
        if self.header.chr_size > 0 {
            let pictures = self.bus.memory.region_ref(Src::Chr).as_ptr_range();
            if pictures.start == end {
                end = pictures.end;
            }
        }
        start..end
    }

    /// The RAM that the cartridge keeps without power; empty where it has none.
    pub fn battery(&mut self) -> &mut [u8] {
        if self.header.battery() {
            self.bus.memory.sram_mut()
        } else {
            &mut []
        }
    }

    /// A byte as the game would read it, with no effect on the game.
    pub fn peek(&self, address: u16) -> u8 {
        self.bus.peek(address)
    }
}
