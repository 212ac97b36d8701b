//! A track of frames as fast as the session takes them.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use moq_net::{Error, Timescale, Timestamp, group, track};
use tokio::time::timeout;

use crate::spec::Shape;

/// What both ends keep of the track, and so also how late a group may come.
const MAX_AGE: Duration = Duration::from_secs(1);
const KEPT_BYTES: usize = 64 * 1024 * 1024;
/// How many bytes, or at least groups, are written ahead of what the session has taken.
const AHEAD_BYTES: usize = 1024 * 1024;
const AHEAD_GROUPS: usize = 4;
/// How long the first group waits for a subscription to begin.
const BEGIN: Duration = Duration::from_millis(100);
/// A group that nobody has taken by then is not waited for.
const PATIENCE: Duration = Duration::from_secs(5);

pub fn info() -> track::Info {
    track::Info::default()
        .with_timescale(Timescale::MICRO)
        .with_max_age(MAX_AGE)
}

/// Until the track or its last subscriber is gone.
pub async fn run(track: track::Producer, shape: Shape) -> Result<(), Error> {
    // One payload for all frames: what is measured is not this end's memory.
    let payload = Bytes::from((0..shape.bytes).map(|at| at as u8).collect::<Vec<_>>());
    let group_bytes = (shape.bytes * shape.frames as usize).max(1);
    let ahead = (AHEAD_BYTES / group_bytes).clamp(AHEAD_GROUPS, 64);
    // By their timestamps, whatever the clock says: so no group that is on its way gets too old.
    let kept = (KEPT_BYTES / group_bytes).clamp(AHEAD_GROUPS * 8, 10_000) as u64;
    let group_micros = MAX_AGE.as_micros() as u64 / kept;
    let next = || -> Result<_, Error> {
        let group = track.append_group()?;
        let begins = group.sequence * group_micros;
        let times = (0..u64::from(shape.frames))
            .map(move |frame| begins + frame * group_micros / u64::from(shape.frames));
        Ok(write(group, times, payload.clone()))
    };
    // One by one until the subscription has begun: what is older than where it begins, nobody takes.
    while track.is_used() && timeout(BEGIN, next()?).await.is_err() {}
    let mut taken = VecDeque::new();
    while track.is_used() {
        taken.push_back(tokio::spawn(timeout(PATIENCE, next()?)));
        if taken.len() < ahead {
            continue;
        }
        if let Some(written) = taken.pop_front()
            && matches!(written.await, Ok(Err(_)))
        {
            println!(r#"{{"type":"stalled"}}"#);
        }
    }
    Ok(())
}

/// Writes a group and waits until the session has let it go: then it is in the transport's hands. It is finished
/// once the session has begun to read it, or it could be read before anybody looked.
async fn write(
    mut group: group::Producer,
    mut times: impl Iterator<Item = u64>,
    payload: Bytes,
) -> Result<(), Error> {
    // A group without a frame is not read by every version.
    if let Some(micros) = times.next() {
        group.write_frame(timestamp(micros)?, payload.clone())?;
    }
    group.used().await?;
    for micros in times {
        group.write_frame(timestamp(micros)?, payload.clone())?;
    }
    group.finish()?;
    group.unused().await
}

pub fn timestamp(micros: u64) -> Result<Timestamp, Error> {
    Timestamp::from_micros(micros).map_err(|_| Error::TimestampMismatch)
}
