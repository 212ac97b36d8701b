//! One Game Boy with a cartridge in it, stepped a frame at a time.

use boytacean::{
    apu::Apu,
    gb::{GameBoy, GameBoyMode},
    pad::PadKey,
    rom::Cartridge,
};

use crate::{
    clocked::ClockedCartridge,
    halt::Halt,
    header::{self, Header, Mapper, ROM_SIZE_MIN, RomFault},
    picture::{Picture, SHADES},
    sound::Mixer,
};

/// Cycles of the 4,194,304 Hz clock in a frame: 154 lines of 456.
pub const CYCLES_PER_FRAME: i64 = 70_224;

/// How far, in cycles, the end of a step may be from where the frames so far should have ended. A little more
/// than half a frame: a picture whose end lies right at the limit would else be taken now early, now late.
pub const LEAD_MAX: i64 = CYCLES_PER_FRAME / 2 + 1_000;

/// boytacean's own mixer goes unused (see [`crate::sound`]): the slowest rate it can be set to.
const IDLE_SAMPLING_RATE: u16 = 129;

/// Which console the game runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The header decides.
    Auto,
    /// Game Boy.
    Dmg,
    /// Game Boy Color.
    Cgb,
}

/// A running game. All of its state is in here, none outside.
pub struct Machine {
    game_boy: GameBoy,
    /// The cartridge's clock, where it has one.
    clocked: Option<ClockedCartridge>,
    picture: Picture,
    mixer: Mixer,
    held: u8,
    header: Header,
    color: bool,
    /// Cycles run beyond (or short of) those that the frames so far are worth.
    lead: i64,
}

impl Machine {
    /// Checks the ROM and stands at the first instruction of the game: the boot ROM is skipped, and its results
    /// are set by hand.
    ///
    /// # Errors
    /// Why the ROM is refused.
    pub fn new(rom: Vec<u8>, mode: Mode) -> Result<Self, RomFault> {
        let header = header::check(&rom)?;
        let color = match mode {
            Mode::Auto => header.color,
            Mode::Dmg => false,
            Mode::Cgb => true,
        };
        let game_boy_mode = if color {
            GameBoyMode::Cgb
        } else {
            GameBoyMode::Dmg
        };
        let mut game_boy = GameBoy::new(Some(game_boy_mode));
        // 32 KiB of work RAM in either mode: boytacean lets a DMG game select banks that its 8 KiB do not have.
        game_boy.mmu().allocate_cgb();
        *game_boy.apu() = Apu::new(IDLE_SAMPLING_RATE, 1, 0.05, GameBoy::CPU_FREQ);
        let cartridge = cartridge(rom, header)?;
        game_boy
            .load_cartridge(cartridge)
            .map_err(|_| RomFault::UnsupportedMapper)?;
        boot(&mut game_boy, color, header.color);
        let clocked = header.clock.then(|| ClockedCartridge::new(&mut game_boy));
        Ok(Self {
            game_boy,
            clocked,
            picture: Picture::default(),
            mixer: Mixer::default(),
            held: 0,
            header,
            color,
            lead: 0,
        })
    }

    /// Whether it runs as a Game Boy Color.
    pub fn is_color(&self) -> bool {
        self.color
    }

    /// Runs to the end of the next picture. `buttons`: bit 0 right, then left, up, down, a, b, select, start.
    ///
    /// While the screen is on, each step ends where a picture does. Where a game switches the screen off and on,
    /// the step that hits this is longer or shorter, and the clock is never more than [`LEAD_MAX`] cycles away
    /// from 70,224 a step: so a step always ends, and frames and samples do not drift apart.
    pub fn step(&mut self, buttons: u8) {
        self.run::<true>(buttons);
    }

    /// The same, with leaps over halted time or, for a test, without.
    pub(crate) fn run<const LEAPS: bool>(&mut self, buttons: u8) {
        self.press(buttons);
        self.mixer.begin();
        let start = self.lead;
        let mut cycles = start - CYCLES_PER_FRAME;
        let mut picture = self.game_boy.ppu_frame();
        let mut halt = Halt::default();
        loop {
            if LEAPS && self.game_boy.cpu_i().halted() {
                let clock = self.clocked.as_mut().map(|clocked| &mut clocked.clock);
                let (game_boy, mixer) = (&mut self.game_boy, &mut self.mixer);
                cycles += i64::from(halt.leap(game_boy, clock, mixer, LEAD_MAX - cycles));
            } else {
                halt.forget();
            }
            // A step of no cycles cannot be, but would be endless.
            let ran = match &mut self.clocked {
                None => tick(&mut self.game_boy),
                Some(clocked) => clocked.clock(&mut self.game_boy),
            };
            let ran = i64::from(ran >> self.game_boy.speed().shift()).max(1);
            cycles += ran;
            if self.mixer.due(ran as u32) {
                self.mixer.take(self.game_boy.apu_i());
            }
            let now = self.game_boy.ppu_frame();
            if now != picture {
                picture = now;
                if cycles >= -LEAD_MAX {
                    break;
                }
            }
            if cycles >= LEAD_MAX || (cycles >= start && !self.screen_on()) {
                break;
            }
        }
        self.lead = cycles;
        if self.color {
            self.picture.update(self.game_boy.ppu().frame_buffer());
        }
    }

    /// One byte a pixel, 160 by 144, row by row.
    pub fn pixels(&self) -> &[u8] {
        if self.color {
            self.picture.pixels()
        } else {
            &self.game_boy.ppu_i().shade_buffer[..]
        }
    }

    /// RGBA of each index; empty where the picture has more colours than fit.
    pub fn palette(&self) -> &[u32] {
        if self.color {
            self.picture.palette()
        } else {
            &SHADES
        }
    }

    /// RGBA of each pixel, only for pictures whose palette is empty.
    pub fn rgba(&self) -> &[u32] {
        self.picture.rgba()
    }

    /// This step's samples, left and right by turns.
    pub fn samples(&self) -> &[i16] {
        self.mixer.samples()
    }

    /// The cartridge's ROM, which nothing writes to.
    pub fn rom(&self) -> &[u8] {
        self.game_boy.cartridge_i().rom_data()
    }

    /// The RAM that the cartridge keeps without power; empty where it has none.
    pub fn battery(&mut self) -> &mut [u8] {
        let used = match (self.header.battery, self.header.mapper) {
            (false, _) => 0,
            (true, Mapper::Mbc2) => 512,
            (true, _) => self
                .clocked
                .as_ref()
                .map_or(usize::MAX, ClockedCartridge::ram),
        };
        let ram = self.game_boy.cartridge().ram_data_mut();
        let len = used.min(ram.len());
        ram.get_mut(..len).unwrap_or_default()
    }

    /// The registers of the cartridge's clock as they run; empty where it has none.
    pub fn clock(&mut self) -> &mut [u8] {
        match &mut self.clocked {
            Some(clocked) => &mut clocked.clock.registers()[..],
            None => &mut [],
        }
    }

    /// A byte as the game would read it, with no effect on the game. Where nothing is mapped, 0xff.
    pub fn peek(&self, address: u16) -> u8 {
        match address {
            0xff03
            | 0xff08..=0xff0e
            | 0xff27..=0xff2f
            | 0xff4e
            | 0xff57..=0xff67
            | 0xff6c..=0xff6f
            | 0xff71..=0xff7f => 0xff,
            _ => self.game_boy.mmu_i().read(address),
        }
    }

    fn press(&mut self, buttons: u8) {
        let changed = buttons ^ self.held;
        self.held = buttons;
        for bit in 0..8 {
            if changed & (1 << bit) == 0 {
                continue;
            }
            let key = match bit {
                0 => PadKey::Right,
                1 => PadKey::Left,
                2 => PadKey::Up,
                3 => PadKey::Down,
                4 => PadKey::A,
                5 => PadKey::B,
                6 => PadKey::Select,
                _ => PadKey::Start,
            };
            if buttons & (1 << bit) != 0 {
                self.game_boy.key_press(key);
            } else {
                self.game_boy.key_lift(key);
            }
        }
    }

    fn screen_on(&self) -> bool {
        self.game_boy.ppu_i().read(0xff40) & 0x80 != 0
    }
}

/// One instruction, and the devices for as long: `GameBoy::clock`, but a DMA that is not running is not called.
#[inline(always)]
fn tick(game_boy: &mut GameBoy) -> u16 {
    let cycles = u16::from(game_boy.cpu_clock());
    let real = cycles >> game_boy.speed().shift();
    game_boy.ppu_clock(real);
    game_boy.apu_clock(real);
    if game_boy.mmu_i().dma_i().active() {
        game_boy.dma_clock(cycles);
    }
    game_boy.timer_clock(cycles);
    game_boy.serial_clock(cycles);
    cycles
}

/// Makes boytacean's cartridge without a second copy of the ROM.
fn cartridge(rom: Vec<u8>, header: Header) -> Result<Cartridge, RomFault> {
    let mut head = rom.get(..ROM_SIZE_MIN).ok_or(RomFault::TooShort)?.to_vec();
    if header.mapper == Mapper::None {
        // boytacean panics where a game without a mapper writes to its ROM. MBC1 with two banks has nothing to
        // switch either and ignores such writes. The game still reads its own header, put back below.
        head[0x0147] = 0x01;
    }
    // The bank count comes from this byte and not from the part of the ROM given here.
    let banks = (rom.len() / ROM_SIZE_MIN).next_power_of_two();
    head[0x0148] = banks.trailing_zeros() as u8;
    let mut cartridge = Cartridge::from_data(&head).map_err(|_| RomFault::UnsupportedMapper)?;
    *cartridge.rom_data_mut() = rom;
    Ok(cartridge)
}

/// What the console's boot ROM leaves behind. Values: Pan Docs, "Power-Up Sequence".
fn boot(game_boy: &mut GameBoy, color: bool, color_game: bool) {
    game_boy.cpu().boot();
    if color {
        let cpu = game_boy.cpu();
        cpu.set_af(0x1180);
        cpu.set_bc(0x0000);
        cpu.set_de(if color_game { 0xff56 } else { 0x0008 });
        cpu.set_hl(if color_game { 0x000d } else { 0x007c });
    } else {
        let cpu = game_boy.cpu();
        cpu.set_af(0x01b0);
        cpu.set_bc(0x0013);
        cpu.set_de(0x00d8);
        cpu.set_hl(0x014d);
    }
    let mmu = game_boy.mmu();
    if color {
        for (select, data) in [(0xff68, 0xff69), (0xff6a, 0xff6b)] {
            mmu.write(select, 0x80);
            for _palette in 0..8 {
                // A game that knows colour sets its own; one that does not gets four greys.
                let greys: [u16; 4] = if color_game {
                    [0x7fff; 4]
                } else {
                    [0x7fff, 0x56b5, 0x294a, 0x0000]
                };
                for grey in greys {
                    let [low, high] = grey.to_le_bytes();
                    mmu.write(data, low);
                    mmu.write(data, high);
                }
            }
            mmu.write(select, 0x00);
        }
        if !color_game {
            mmu.write(0xff4c, 0x04);
        }
    }
    for (address, value) in [
        (0xff26, 0x80),
        (0xff11, 0x80),
        (0xff12, 0xf3),
        (0xff25, 0xf3),
        (0xff24, 0x77),
        (0xff47, 0xfc),
        (0xff48, 0xff),
        (0xff49, 0xff),
    ] {
        mmu.write(address, value);
    }
}
