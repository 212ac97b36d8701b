//! A track of frames at a steady pace, each with the time at which it was written.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use moq_net::{Error, Timescale, track};
use tokio::time::{MissedTickBehavior, interval};

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

/// Until the track or its last subscriber is gone. A frame's first eight bytes are [`unix_micros`], little end first.
pub async fn run(track: track::Producer, hertz: u32, shape: Shape) -> Result<(), Error> {
    let mut ticks = interval(Duration::from_secs(1) / hertz);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let begun = Instant::now();
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
