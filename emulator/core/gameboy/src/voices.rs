//! When boytacean's sound chip next does something.
//!
//! Each of its channels counts cycles down to the next step of its wave, and takes one step a call of `Apu::clock`
//! at most. So the chip can be given many cycles at once as long as no counter ends before the last of them. The
//! counters are private; they are read off the chip's part of a save state.

use boytacean::{apu::Apu, state::StateComponent};

use crate::sound::Mixer;

/// Cycles from one step of the sequencer (lengths, volumes, the sweep) to the next.
const SEQUENCER: u32 = 8_192;

/// Longer than any time that is asked for: a counter that does not matter.
const NEVER: i32 = i32::MAX / 2;

/// Bytes of that part of a save state, and what lies where in it (`StateComponent for Apu` in boytacean 0.13.2).
const STATE_SIZE: usize = 109;
const CHANNELS: [Layout; 4] = [
    Layout {
        timer: 0,
        output: 6,
        frequency: 16,
        enabled: 19,
    },
    Layout {
        timer: 20,
        output: 25,
        frequency: 32,
        enabled: 35,
    },
    Layout {
        timer: 36,
        output: 39,
        frequency: 44,
        enabled: 47,
    },
    Layout {
        timer: 48,
        output: 54,
        frequency: 60,
        enabled: 66,
    },
];
const SOUND_ENABLED: usize = 71;
const SEQUENCER_AT: usize = 95;

/// Where a channel's fields are. `frequency`: of the noise channel the divisor, with the shift two bytes on.
struct Layout {
    timer: usize,
    output: usize,
    frequency: usize,
    enabled: usize,
}

/// A counter of a channel.
#[derive(Clone, Copy, Debug)]
struct Counter {
    left: i32,
    period: i32,
}

/// The counters of the sound chip, as they go on while nothing writes to it.
#[derive(Debug)]
pub struct Voices {
    counters: [Counter; 4],
    /// Cycles since the sequencer's last step.
    sequencer: u32,
    is_on: bool,
}

impl Voices {
    /// As they are now; none where boytacean's save state is not what it was.
    pub fn read(apu: &Apu) -> Option<Self> {
        let state = apu.state(None).ok()?;
        let state: &[u8; STATE_SIZE] = state.as_slice().try_into().ok()?;
        let [one, two, three, four] = &CHANNELS;
        Some(Self {
            counters: [
                Counter {
                    left: timer(state, one),
                    period: tone(state, one, 2),
                },
                Counter {
                    left: timer(state, two),
                    period: tone(state, two, 2),
                },
                restarted(state, three, timer(state, three), tone(state, three, 1)),
                restarted(state, four, long_timer(state, four), noise(state, four)),
            ],
            sequencer: u32::from(word(state, SEQUENCER_AT)),
            is_on: state[SOUND_ENABLED] != 0,
        })
    }

    /// Runs the chip for `cycles`, a multiple of `tick`, to the same as that many ticks one by one, with the samples
    /// that are due. False where what is known of it ended.
    pub fn run(&mut self, apu: &mut Apu, mixer: &mut Mixer, cycles: u32, tick: u32) -> bool {
        let mut left = cycles;
        while left > 0 {
            let run = self.next().div_ceil(tick).saturating_mul(tick).min(left);
            mixer.pass(run - tick, apu);
            apu.clock(run as u16);
            mixer.pass(tick, apu);
            left -= run;
            if !self.pass(run) {
                match Self::read(apu) {
                    Some(voices) => *self = voices,
                    None => return false,
                }
            }
        }
        true
    }

    /// Lets time pass in which no counter ends but in its last tick. False where the sequencer made a step, after
    /// which all may be otherwise.
    pub fn pass(&mut self, cycles: u32) -> bool {
        if !self.is_on {
            return true;
        }
        for counter in &mut self.counters {
            counter.left -= cycles as i32;
            if counter.left <= 0 {
                counter.left += counter.period;
            }
        }
        self.sequencer += cycles;
        self.sequencer < SEQUENCER
    }

    /// Cycles until the first counter ends, at least 1.
    fn next(&self) -> u32 {
        if !self.is_on {
            return NEVER as u32;
        }
        let channel = self.counters.iter().map(|counter| counter.left).min();
        let channel = channel.unwrap_or(NEVER).max(1) as u32;
        channel.min(SEQUENCER - self.sequencer)
    }
}

fn word(state: &[u8; STATE_SIZE], at: usize) -> u16 {
    u16::from_le_bytes([state[at], state[at + 1]])
}

fn timer(state: &[u8; STATE_SIZE], layout: &Layout) -> i32 {
    i32::from(word(state, layout.timer) as i16)
}

/// The noise channel's is of four bytes.
fn long_timer(state: &[u8; STATE_SIZE], layout: &Layout) -> i32 {
    let low = i32::from(word(state, layout.timer));
    i32::from(word(state, layout.timer + 2) as i16) << 16 | low
}

/// The counter of a channel that begins anew when it is switched on: once it is silent nothing depends on it.
fn restarted(state: &[u8; STATE_SIZE], layout: &Layout, left: i32, period: i32) -> Counter {
    let is_on = state[layout.enabled] != 0;
    let is_silent = !is_on && state[layout.output] == 0;
    Counter {
        left: if is_silent { NEVER } else { left },
        period: if is_on { period } else { NEVER },
    }
}

/// Cycles of a step of a wave.
fn tone(state: &[u8; STATE_SIZE], layout: &Layout, shift: u32) -> i32 {
    (2_048 - i32::from(word(state, layout.frequency))) << shift
}

/// Cycles of a step of the noise: 16 bits of them, as boytacean has it.
fn noise(state: &[u8; STATE_SIZE], layout: &Layout) -> i32 {
    let (divisor, shift) = (state[layout.frequency], state[layout.frequency + 2]);
    let base = (u16::from(divisor & 7) * 16).max(8);
    i32::from(base << (shift & 15))
}
