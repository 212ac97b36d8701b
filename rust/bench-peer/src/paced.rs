//! A track of frames at a steady pace, each with the time at which it was written.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use moq_net::{Error, Timescale, track};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::flood::timestamp;
use crate::spec::Shape;

pub fn info() -> track::Info {
    track::Info::default()
        .with_timescale(Timescale::MICRO)
        .with_max_age(Duration::from_secs(5))
}

/// Microseconds since 1970, by the clock that a browser on this machine has too.
pub fn unix_micros() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_micros() as u64
}

/// What the phases of all tracks count from.
static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The next time at which so much of a period, between 0 and 1, is over.
fn next(period: Duration, phase: f64) -> Instant {
    let first = *EPOCH + period.mul_f64(phase);
    let periods = first.elapsed().as_nanos() / period.as_nanos() + 1;
    first + period * periods as u32
}

/// Until the track or its last subscriber is gone. A frame's first eight bytes are [`unix_micros`], little end first.
///
/// The phase is where in a period a frame is written, between 0 and 1. Were it the time of the subscription, tracks would write
/// together where they were asked for together, or not, as the network had it.
pub async fn run(
    track: track::Producer,
    hertz: u32,
    shape: Shape,
    phase: f64,
) -> Result<(), Error> {
    let period = Duration::from_secs(1) / hertz;
    let begun = next(period, phase);
    let mut ticks = interval_at(begun, period);
    // A tick that is late moves none of those behind it.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    while track.is_used() {
        let mut group = track.append_group()?;
        for _ in 0..shape.frames {
            ticks.tick().await;
            let mut payload = vec![0; shape.bytes.max(8)];
            payload[..8].copy_from_slice(&unix_micros().to_le_bytes());
            group.write_frame(timestamp(begun.elapsed().as_micros() as u64)?, payload)?;
        }
        group.finish()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_with_one_phase_write_together_whenever_they_begin() {
        let period = Duration::from_millis(16);
        let phase = |at: Instant| (at - *EPOCH).as_nanos() % period.as_nanos();
        let early = next(period, 0.25);
        std::thread::sleep(Duration::from_millis(21));
        let late = next(period, 0.25);
        assert!(early > *EPOCH && late > early);
        assert_eq!(phase(early), (period / 4).as_nanos());
        assert_eq!(phase(late), phase(early));
        assert_eq!(phase(next(period, 0.75)), (period * 3 / 4).as_nanos());
    }
}
