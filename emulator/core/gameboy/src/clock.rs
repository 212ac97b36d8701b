//! The clock of an MBC3 cartridge, on emulated time.
//!
//! It counts cycles of the console and nothing else, from what its registers hold at the first step: so it is part of
//! the state, and runs the same each time. Registers: Pan Docs, "MBC3", "The Clock Counter Registers".

/// Cycles of the 4,194,304 Hz clock in a second.
const CYCLES_PER_SECOND: u32 = 4_194_304;

/// Seconds, minutes, hours, the lower eight bits of the day; then bit 0 of the last is the day's ninth, bit 6 stops
/// the clock, and bit 7 says that the days have begun again at 0.
pub const REGISTERS: usize = 5;

/// What each register can hold; the other bits do not exist.
const MASKS: [u8; REGISTERS] = [0x3f, 0x3f, 0x1f, 0xff, 0xc1];
const DAY_HIGH: usize = 4;
const HALT: u8 = 0x40;
const CARRY: u8 = 0x80;

/// A clock and what was last read off it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    live: [u8; REGISTERS],
    latched: [u8; REGISTERS],
    /// Cycles since the last full second.
    cycles: u32,
}

impl Clock {
    /// Lets time pass.
    #[inline(always)]
    pub fn pass(&mut self, cycles: u32) {
        if self.live[DAY_HIGH] & HALT != 0 {
            return;
        }
        self.cycles += cycles;
        while self.cycles >= CYCLES_PER_SECOND {
            self.cycles -= CYCLES_PER_SECOND;
            self.tick();
        }
    }

    /// A second. A register that a game has set beyond its range counts on to the end of its bits, and then begins at
    /// 0 without a carry, as the chip's does.
    fn tick(&mut self) {
        for (register, end) in [(0, 60), (1, 60), (2, 24)] {
            let next = (self.live[register] + 1) & MASKS[register];
            if next != end {
                self.live[register] = next;
                return;
            }
            self.live[register] = 0;
        }
        let day = u16::from(self.live[DAY_HIGH] & 1) << 8 | u16::from(self.live[3]);
        let next = (day + 1) & 0x1ff;
        let [low, high] = next.to_le_bytes();
        self.live[3] = low;
        self.live[DAY_HIGH] = (self.live[DAY_HIGH] & !1) | high;
        if next == 0 {
            self.live[DAY_HIGH] |= CARRY;
        }
    }

    /// Takes a copy of all registers, for the game to read at leisure.
    pub fn latch(&mut self) {
        self.latched = self.live;
    }

    /// A register as it was when last latched; 0 of one that does not exist.
    pub fn read(&self, register: usize) -> u8 {
        self.latched.get(register).copied().unwrap_or(0)
    }

    /// Sets a register. Setting the seconds begins one.
    pub fn write(&mut self, register: usize, value: u8) {
        let Some(mask) = MASKS.get(register) else {
            return;
        };
        if register == 0 {
            self.cycles = 0;
        }
        for registers in [&mut self.live, &mut self.latched] {
            if let Some(slot) = registers.get_mut(register) {
                *slot = value & mask;
            }
        }
    }

    /// The registers as they run, to keep between sessions and to set before the first step.
    pub fn registers(&mut self) -> &mut [u8; REGISTERS] {
        &mut self.live
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(registers: [u8; REGISTERS]) -> Clock {
        let mut clock = Clock::default();
        *clock.registers() = registers;
        clock
    }

    fn after_a_second(registers: [u8; REGISTERS]) -> [u8; REGISTERS] {
        let mut clock = at(registers);
        (0..64).for_each(|_| clock.pass(CYCLES_PER_SECOND / 64));
        *clock.registers()
    }

    #[test]
    fn each_register_carries_into_the_next() {
        assert_eq!(after_a_second([0, 0, 0, 0, 0]), [1, 0, 0, 0, 0]);
        assert_eq!(after_a_second([59, 0, 0, 0, 0]), [0, 1, 0, 0, 0]);
        assert_eq!(after_a_second([59, 59, 0, 0, 0]), [0, 0, 1, 0, 0]);
        assert_eq!(after_a_second([59, 59, 23, 0, 0]), [0, 0, 0, 1, 0]);
        assert_eq!(after_a_second([59, 59, 23, 255, 0]), [0, 0, 0, 0, 1]);
    }

    #[test]
    fn after_511_days_comes_day_0_with_a_carry_that_stays() {
        let over = after_a_second([59, 59, 23, 255, 1]);
        assert_eq!(over, [0, 0, 0, 0, CARRY]);
        assert_eq!(after_a_second(over), [1, 0, 0, 0, CARRY]);
    }

    #[test]
    fn a_register_beyond_its_range_wraps_without_a_carry() {
        assert_eq!(after_a_second([63, 5, 0, 0, 0]), [0, 5, 0, 0, 0]);
        assert_eq!(after_a_second([59, 63, 5, 0, 0]), [0, 0, 5, 0, 0]);
        assert_eq!(after_a_second([59, 59, 31, 5, 0]), [0, 0, 0, 5, 0]);
    }

    #[test]
    fn a_halted_clock_stands() {
        assert_eq!(after_a_second([1, 2, 3, 4, HALT]), [1, 2, 3, 4, HALT]);
    }

    #[test]
    fn the_game_reads_what_was_latched() {
        let mut clock = at([1, 2, 3, 4, 1]);
        assert_eq!(clock.read(0), 0);
        clock.latch();
        clock.pass(CYCLES_PER_SECOND);
        let read: Vec<u8> = (0..6).map(|register| clock.read(register)).collect();
        assert_eq!(read, [1, 2, 3, 4, 1, 0]);
        clock.latch();
        assert_eq!(clock.read(0), 2);
    }

    #[test]
    fn bits_that_do_not_exist_are_not_kept() {
        let mut clock = Clock::default();
        (0..7).for_each(|register| clock.write(register, 0xff));
        assert_eq!(*clock.registers(), MASKS);
    }
}
