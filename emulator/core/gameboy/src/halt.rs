//! Time in which the processor is halted, in leaps.
//!
//! A game that has done its work halts until the next interrupt, and does so for most of its time. boytacean ticks
//! on, four cycles at a time, and asks every device each time. Here the ticks in which nothing happens are passed at
//! once; those in which something does are ticked as ever, so that all is as it would have been.

use boytacean::{gb::GameBoy, ppu::PpuMode, timer::Timer};

use crate::{clock::Clock, sound::Mixer, voices::Voices};

/// Cycles of the processor in a tick while it is halted.
const TICK: u32 = 4;

/// Fewer ticks than these are quicker one by one.
const TICKS_MIN: u32 = 3;

/// What is known of the devices since the processor was halted.
#[derive(Debug, Default)]
pub struct Halt {
    /// The PPU's mode and line after the tick before; none before the first.
    at: Option<(PpuMode, u8)>,
    /// Cycles until they change, from when they have been seen to change. The screen is on then.
    left: Option<u32>,
    voices: Option<Voices>,
}

impl Halt {
    /// The processor runs: nothing is known any more.
    #[inline(always)]
    pub fn forget(&mut self) {
        self.at = None;
    }

    /// Passes the time before the next tick in which anything happens, and returns its cycles: 0 where that is the
    /// next one, or is not known. To be called before each tick of a halted processor.
    ///
    /// `room`: cycles that it has to stay below.
    #[inline(never)]
    pub fn leap(
        &mut self,
        game_boy: &mut GameBoy,
        clock: Option<&mut Clock>,
        mixer: &mut Mixer,
        room: i64,
    ) -> u32 {
        let shift = game_boy.speed().shift();
        let tick = TICK >> shift;
        if !self.look(game_boy, tick) || !is_quiet(game_boy) {
            return 0;
        }
        let change = self.left.unwrap_or(0) / tick;
        let timer = timer_cycles(game_boy.mmu_i().timer_i()) / TICK;
        let end = u32::try_from(room).unwrap_or(0) / tick;
        let ticks = change.min(end).saturating_sub(1).min(timer);
        if ticks < TICKS_MIN {
            return 0;
        }
        if self.voices.is_none() {
            self.voices = Voices::read(game_boy.apu_i());
        }
        let Some(voices) = &mut self.voices else {
            return 0;
        };
        let cycles = ticks * tick;
        if !voices.run(game_boy.apu(), mixer, cycles, tick) {
            self.voices = None;
        }
        game_boy.ppu_clock(cycles as u16);
        game_boy.timer_clock((ticks * TICK) as u16);
        if let Some(clock) = clock {
            clock.pass(cycles);
        }
        self.left = self.left.map(|left| left - cycles);
        cycles
    }

    /// Takes note of the tick before. False in the tick after a change: what that has set off comes a tick late.
    fn look(&mut self, game_boy: &GameBoy, tick: u32) -> bool {
        let ppu = game_boy.ppu_i();
        let at = (ppu.mode(), ppu.ly());
        let before = self.at.replace(at);
        if before.is_none() {
            self.left = None;
            self.voices = None;
            return false;
        }
        if self
            .voices
            .as_mut()
            .is_some_and(|voices| !voices.pass(tick))
        {
            self.voices = None;
        }
        if before != Some(at) {
            self.left = Some(length(at.0));
            return false;
        }
        self.left = self.left.map(|left| left.saturating_sub(tick));
        self.left.is_some()
    }
}

/// Cycles of a mode, or of a line of the vertical blank. All are whole ticks: what a mode began late by is less than
/// a tick, and so it lasts as many ticks whatever that was.
fn length(mode: PpuMode) -> u32 {
    match mode {
        PpuMode::OamRead => 80,
        PpuMode::VramRead => 172,
        PpuMode::HBlank => 204,
        PpuMode::VBlank => 456,
    }
}

/// Cycles of the processor in which the timer does not overflow.
fn timer_cycles(timer: &Timer) -> u32 {
    let control = timer.read(0xff07);
    if control & 0x04 == 0 {
        return u32::MAX;
    }
    let ratio = [1_024, 16, 64, 256][usize::from(control & 3)];
    u32::from(0xff - timer.read(0xff05)) * ratio
}

/// Whether the processor stays halted, and no transfer runs.
fn is_quiet(game_boy: &GameBoy) -> bool {
    let mmu = game_boy.mmu_i();
    let pending = u8::from(mmu.ppu_i().int_vblank())
        | u8::from(mmu.ppu_i().int_stat()) << 1
        | u8::from(mmu.timer_i().int_tima()) << 2
        | u8::from(mmu.serial_i().int_serial()) << 3
        | u8::from(mmu.pad_i().int_pad()) << 4;
    pending & mmu.ie == 0 && !mmu.serial_i().transferring() && !mmu.dma_i().active()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use boytacean::{
        gb::{GameBoy, GameBoyMode},
        rom::Cartridge,
    };

    use super::{Halt, TICK};
    use crate::{
        Machine, Mode,
        header::{LOGO, checksum},
        sound::Mixer,
    };

    /// Halts, and between two halts writes eight bytes to registers, as a list says.
    const PROGRAM: &[u8] = &[
        0xf3, 0x31, 0xfe, 0xff, // di; ld sp, $fffe
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // room for the double speed
        0x21, 0x00, 0x80, 0x7d, 0xac, 0x22, 0x7c, 0xfe, 0xa0, 0x20, 0xf8, // fill video RAM
        0x3e, 0x93, 0xe0, 0x40, // sprites
        0x3e, 0x1f, 0xe0, 0xff, 0xfb, // all interrupts
        0x21, 0x00, 0x10, // ld hl, LIST
        // again:
        0x76, 0x06, 0x08, // halt; ld b, 8
        0x4e, 0x23, 0x2a, 0xe2, 0x05, 0x20, 0xf9, // a register and its value
        0xcb, 0x7c, 0x28, 0xf2, // on, until $8000
        0x18, 0xed, // and again
    ];
    const LIST: usize = 0x1000;
    const SPEED: &[u8] = &[0x3e, 0x01, 0xe0, 0x4d, 0x10, 0x00];

    /// Sound, its waves, the timer, STAT and LYC, serial, the palette, scrolling, OAM DMA and HDMA.
    const REGISTERS: &[u8] = &[
        0x02, 0x05, 0x06, 0x07, 0x07, 0x10, 0x11, 0x12, 0x13, 0x14, 0x14, 0x16, 0x17, 0x18, 0x19,
        0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1e, 0x20, 0x21, 0x22, 0x22, 0x23, 0x23, 0x24, 0x25,
        0x30, 0x35, 0x3f, 0x41, 0x45, 0x45, 0x47, 0x43, 0x46, 0x46, 0x52, 0x54, 0x55,
    ];

    fn rom(seed: u32, is_double: bool) -> Vec<u8> {
        let mut state = seed;
        let mut random = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        let mut rom = vec![0u8; 32 * 1024];
        rom[0x0100..0x0104].copy_from_slice(&[0x00, 0xc3, 0x50, 0x01]);
        rom[0x0104..0x0134].copy_from_slice(&LOGO);
        rom[0x0143] = 0x80;
        for vector in [0x40, 0x48, 0x50, 0x58, 0x60] {
            rom[vector] = 0xd9;
        }
        rom[0x0150..0x0150 + PROGRAM.len()].copy_from_slice(PROGRAM);
        if is_double {
            rom[0x0154..0x0154 + SPEED.len()].copy_from_slice(SPEED);
        }
        for pair in rom[LIST..].as_chunks_mut::<4>().0 {
            let [register, value] = [
                REGISTERS[random() as usize % REGISTERS.len()],
                random() as u8,
            ];
            *pair = match random() % 64 {
                // The screen off and on; the sound too.
                0 => [0x40, 0x11, 0x40, 0x93],
                1 => [0x26, 0x00, 0x26, 0x80],
                // A wave that is shorter than a tick.
                2 => [0x13, 0xff, 0x14, 0x87],
                _ => [register, value, 0x12, 0xf3],
            };
        }
        rom[0x014d] = checksum(&rom);
        rom
    }

    #[test]
    fn most_of_halted_time_is_leapt() {
        let mut game_boy = GameBoy::new(Some(GameBoyMode::Dmg));
        game_boy.mmu().allocate_cgb();
        let cartridge = Cartridge::from_data(&rom(0, false)).expect("the ROM is sound");
        game_boy
            .load_cartridge(cartridge)
            .expect("the ROM is sound");
        game_boy.cpu().boot();
        let (mut halt, mut mixer) = (Halt::default(), Mixer::default());
        let (mut halted, mut leapt) = (0, 0);
        while game_boy.ppu_frame() < 60 {
            mixer.begin();
            if game_boy.cpu_i().halted() {
                let cycles = halt.leap(&mut game_boy, None, &mut mixer, 100_000);
                leapt += cycles;
                halted += cycles + TICK;
            } else {
                halt.forget();
            }
            game_boy.clock();
        }
        assert!(halted > 1_000_000, "{halted} cycles halted");
        assert!(leapt > halted / 4 * 3, "{leapt} of {halted} cycles");
    }

    #[test]
    fn a_leap_ends_where_ticks_do() {
        for seed in 0..24 {
            let mode = [Mode::Dmg, Mode::Cgb][seed as usize % 2];
            let rom = rom(seed, mode == Mode::Cgb && seed % 4 == 1);
            let [mut ticked, mut leapt] =
                [rom.clone(), rom].map(|rom| Machine::new(rom, mode).expect("the ROM is sound"));
            for frame in 0..120 {
                ticked.run::<false>(frame);
                leapt.run::<true>(frame);
                let place = |machine: &Machine| {
                    [
                        0xff01, 0xff02, 0xff04, 0xff05, 0xff0f, 0xff26, 0xff41, 0xff44,
                    ]
                    .map(|address| machine.peek(address))
                };
                assert_eq!(place(&ticked), place(&leapt), "seed {seed}, frame {frame}");
                assert!(
                    ticked.samples() == leapt.samples(),
                    "seed {seed}, frame {frame}"
                );
                assert!(
                    ticked.pixels() == leapt.pixels(),
                    "seed {seed}, frame {frame}"
                );
            }
        }
    }
}
