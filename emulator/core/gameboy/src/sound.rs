//! Sound: the four channels of the APU mixed to 48,000 stereo samples a second of emulated time.
//!
//! boytacean has a mixer of its own, which is not used: it sums to mono, ignores volume and panning, falls
//! silent without samples when a game switches sound off, and samples every 95 cycles, which is no rate that a
//! sound card or Opus has. This one is integer arithmetic only.

use boytacean::apu::Apu;

pub use core_abi::SAMPLE_RATE;

/// 48,000 / 4,194,304 in lowest terms is 375 / 32,768: each cycle earns 375, each sample costs 32,768.
const EARNED_PER_CYCLE: u32 = 375;
const COST: u32 = 32_768;

/// The most sample pairs a step can make: two frames' worth and some.
pub const PAIRS_MAX: usize = 2_048;

/// Four channels of 0..=15 at volume 8 make 480; this brings that near the full scale of an i16.
const GAIN: i32 = 64;

/// The share of the difference that the output capacitor takes on in one sample, of 32,768:
/// 1 - 0.999958^(4,194,304 / 48,000), after Pan Docs, "Audio Details", high-pass filter.
const CAPACITOR: i64 = 120;

/// Levels of the four channels, each 0..=15.
pub type Levels = [u8; 4];

/// Collects the samples of one step.
pub struct Mixer {
    samples: Box<[i16; PAIRS_MAX * 2]>,
    len: usize,
    earned: u32,
    capacitor: [i64; 2],
}

impl Default for Mixer {
    fn default() -> Self {
        Self {
            samples: Box::new([0; PAIRS_MAX * 2]),
            len: 0,
            earned: 0,
            capacitor: [0; 2],
        }
    }
}

impl Mixer {
    /// Forgets the samples of the step before.
    pub fn begin(&mut self) {
        self.len = 0;
    }

    /// Lets time pass; true where a sample is due, which [`Mixer::take`] then takes.
    /// An instruction is never as long as the time between two samples (87.4 cycles).
    #[inline(always)]
    pub fn due(&mut self, cycles: u32) -> bool {
        self.earned += cycles * EARNED_PER_CYCLE;
        if self.earned < COST {
            return false;
        }
        self.earned -= COST;
        true
    }

    /// Lets any time pass in which the channels stay as they are, and takes what samples are due.
    pub fn pass(&mut self, cycles: u32, apu: &Apu) {
        self.earned += cycles * EARNED_PER_CYCLE;
        while self.earned >= COST {
            self.earned -= COST;
            self.take(apu);
        }
    }

    /// Takes a sample of the channels as they are.
    pub fn take(&mut self, apu: &Apu) {
        let levels = [
            apu.ch1_output(),
            apu.ch2_output(),
            apu.ch3_output(),
            apu.ch4_output(),
        ];
        self.push(levels, apu.read(0xff24), apu.read(0xff25));
    }

    /// Mixes one pair. `volume` is NR50 and `panning` NR51.
    fn push(&mut self, levels: Levels, volume: u8, panning: u8) {
        let mut sides = [0i32; 2];
        for (channel, level) in levels.iter().enumerate() {
            if panning & (0x10 << channel) != 0 {
                sides[0] += i32::from(*level);
            }
            if panning & (0x01 << channel) != 0 {
                sides[1] += i32::from(*level);
            }
        }
        sides[0] *= (i32::from(volume >> 4) & 7) + 1;
        sides[1] *= (i32::from(volume) & 7) + 1;
        for (side, charge) in sides.into_iter().zip(&mut self.capacitor) {
            let input = i64::from(side * GAIN) << 15;
            let output = (input - *charge) >> 15;
            *charge += ((input - *charge) * CAPACITOR) >> 15;
            if let Some(slot) = self.samples.get_mut(self.len) {
                *slot = output.clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16;
                self.len += 1;
            }
        }
    }

    /// The samples of this step, left and right by turns.
    pub fn samples(&self) -> &[i16] {
        self.samples.get(..self.len).unwrap_or(&[])
    }
}
