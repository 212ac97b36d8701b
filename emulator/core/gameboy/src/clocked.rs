//! A clock put into boytacean's MBC3, which has none and no hook for one.
//!
//! boytacean's cartridge gives no notice of a write. So before each instruction of a game whose cartridge has a clock,
//! its next write to the cartridge is read off the program: the few instructions that write a byte where a register
//! points, or at an address of their own. What they choose is what the chip would do: a register of the clock in
//! place of RAM, a latch, a new value. A chosen register is shown to the game as a bank of RAM beyond its own, filled
//! with that register's value.
//!
//! Left out: writes to the cartridge by a push, a call, an interrupt or an increment in place. No game does that to
//! this chip.

use boytacean::{gb::GameBoy, rom::RAM_BANK_SIZE};

use crate::clock::{Clock, REGISTERS};

/// A write to the cartridge that the next instruction makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Write {
    address: u16,
    value: u8,
    /// Where the program goes on, if it is made: with an interrupt in between it is not.
    next: u16,
}

/// The clock and its connection to the cartridge.
#[derive(Default)]
pub struct ClockedCartridge {
    /// The clock.
    pub clock: Clock,
    /// Which register the game has chosen in place of a bank of RAM.
    chosen: Option<usize>,
    /// The bank of RAM that was chosen before.
    bank: u8,
    /// The latch was written a 0: a 1 takes a copy of the registers.
    is_latch_ready: bool,
    /// Bytes of RAM that the game has; the bank that shows a register lies behind them.
    ram: usize,
}

impl ClockedCartridge {
    /// Makes room in the cartridge's RAM.
    pub fn new(game_boy: &mut GameBoy) -> Self {
        let ram = game_boy.cartridge().ram_data_mut();
        let own = ram.len();
        ram.resize(own + RAM_BANK_SIZE, 0);
        Self {
            ram: own,
            ..Self::default()
        }
    }

    /// Bytes of RAM that the game has.
    pub fn ram(&self) -> usize {
        self.ram
    }

    /// Runs one instruction and returns its cycles, as `GameBoy::clock` does.
    #[inline(never)]
    pub fn clock(&mut self, game_boy: &mut GameBoy) -> u16 {
        let write = next_write(game_boy);
        let cycles = game_boy.clock();
        self.clock
            .pass(u32::from(cycles >> game_boy.speed().shift()));
        if let Some(write) = write.filter(|write| write.next == game_boy.cpu_i().pc()) {
            self.written(game_boy, write);
        }
        cycles
    }

    fn written(&mut self, game_boy: &mut GameBoy, write: Write) {
        match write.address {
            0x4000..=0x5fff => self.choose(game_boy, write.value),
            0x6000..=0x7fff => {
                if write.value == 1 && self.is_latch_ready {
                    self.clock.latch();
                    self.show(game_boy);
                }
                self.is_latch_ready = write.value == 0;
            }
            _ => {
                let register = self.chosen.filter(|_| game_boy.cartridge_i().ram_enabled());
                if let Some(register) = register {
                    self.clock.write(register, write.value);
                    self.show(game_boy);
                }
            }
        }
    }

    /// A register where there is one of this number; else a bank of RAM, which boytacean has chosen by itself if the
    /// cartridge has as many.
    fn choose(&mut self, game_boy: &mut GameBoy, value: u8) {
        let was_chosen = self.chosen.is_some();
        self.chosen = usize::from(value)
            .checked_sub(0x08)
            .filter(|register| *register < REGISTERS);
        let cartridge = game_boy.cartridge();
        let bank = cartridge.ram_bank();
        if self.chosen.is_some() {
            self.show(game_boy);
        } else if was_chosen && usize::from(bank) == self.ram / RAM_BANK_SIZE {
            cartridge.set_ram_bank(self.bank);
        } else {
            self.bank = bank;
        }
    }

    /// Fills the bank behind the game's own with the register, and shows that.
    fn show(&self, game_boy: &mut GameBoy) {
        let Some(register) = self.chosen else { return };
        let cartridge = game_boy.cartridge();
        cartridge.set_ram_bank((self.ram / RAM_BANK_SIZE) as u8);
        if let Some(shown) = cartridge.ram_data_mut().get_mut(self.ram..) {
            shown.fill(self.clock.read(register));
        }
    }
}

/// The write to the cartridge that the next instruction makes, if it makes one.
fn next_write(game_boy: &GameBoy) -> Option<Write> {
    let (cpu, mmu) = (game_boy.cpu_i(), game_boy.mmu_i());
    let pc = cpu.pc();
    let opcode = mmu.read(pc);
    let (address, length) = match opcode {
        0x02 => (cpu.bc(), 1),
        0x12 => (cpu.de(), 1),
        0x22 | 0x32 | 0x70..=0x75 | 0x77 => (cpu.hl(), 1),
        0x36 => (cpu.hl(), 2),
        0xea => (
            u16::from_le_bytes([mmu.read(pc.wrapping_add(1)), mmu.read(pc.wrapping_add(2))]),
            3,
        ),
        _ => return None,
    };
    if !matches!(address, 0x4000..=0x7fff | 0xa000..=0xbfff) {
        return None;
    }
    let [a, _] = cpu.af().to_be_bytes();
    let value = match opcode {
        0x70 | 0x71 => cpu.bc().to_be_bytes()[usize::from(opcode & 1)],
        0x72 | 0x73 => cpu.de().to_be_bytes()[usize::from(opcode & 1)],
        0x74 | 0x75 => cpu.hl().to_be_bytes()[usize::from(opcode & 1)],
        0x36 => mmu.read(pc.wrapping_add(1)),
        _ => a,
    };
    let next = pc.wrapping_add(length);
    Some(Write {
        address,
        value,
        next,
    })
}
