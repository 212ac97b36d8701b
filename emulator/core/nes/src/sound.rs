//! Sound: what TetaNES mixes, as 48,000 stereo samples a second of emulated time.
//!
//! TetaNES makes floating-point samples at a rate that it keeps in millionths, which is some thirty millionths short of
//! 48,000: a tenth of a second in an hour. So the rate is told anew after each frame, a little more or a little less,
//! and frames and samples never drift apart. Its arithmetic has no operation whose result differs between engines.

use core_abi::SAMPLE_RATE;
use tetanes_core::apu::Apu;

use crate::machine::{FRAME_DURATION_DENOMINATOR, FRAME_DURATION_NUMERATOR};

/// The most sample pairs a step can make: two frames' worth and some.
const PAIRS_MAX: usize = 2_048;

/// How much faster or slower than 48,000 a second the next samples come: a fifth of a cent, which nobody hears.
const RATIO_STEP: f32 = 0.000_1;

/// The samples of a step, and how far all samples so far are from what the frames so far are worth.
pub struct Sound {
    samples: Box<[i16]>,
    len: usize,
    /// Sample pairs too many, in parts of `FRAME_DURATION_DENOMINATOR`, since the first step: that one is shorter than a
    /// frame, because the console is switched on within one.
    lead: i64,
    begun: bool,
}

impl Default for Sound {
    fn default() -> Self {
        Self {
            samples: vec![0; PAIRS_MAX * 2].into(),
            len: 0,
            lead: 0,
            begun: false,
        }
    }
}

impl Sound {
    /// Takes the samples of a frame, and says how fast the next are to come.
    pub fn take(&mut self, apu: &mut Apu) {
        self.len = 0;
        for (pair, sample) in self
            .samples
            .as_chunks_mut::<2>()
            .0
            .iter_mut()
            .zip(&apu.audio_samples)
        {
            // A conversion that saturates.
            *pair = [(sample * f32::from(i16::MAX)) as i16; 2];
            self.len += 2;
        }
        apu.audio_samples.clear();
        if self.begun {
            let pairs = (self.len / 2) as i64;
            self.lead += pairs * FRAME_DURATION_DENOMINATOR;
            self.lead -= i64::from(SAMPLE_RATE) * FRAME_DURATION_NUMERATOR;
        }
        self.begun = true;
        apu.set_sample_ratio(if self.lead < 0 {
            1.0 + RATIO_STEP
        } else {
            1.0 - RATIO_STEP
        });
    }

    /// The samples of the last step, left and right by turns.
    pub fn samples(&self) -> &[i16] {
        self.samples.get(..self.len).unwrap_or(&[])
    }
}
