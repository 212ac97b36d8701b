//! What a session publishes, read and counted.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moq_net::{Error, broadcast, frame, group, track};
use tokio::sync::Notify;

use crate::paced::unix_micros;
use crate::spec::Shape;

/// What has come, of all tracks together.
#[derive(Default)]
pub struct Received {
    pub frames: AtomicU64,
    bytes: AtomicU64,
    groups: AtomicU64,
    /// Groups that broke off or had another number of frames than they should.
    broken: AtomicU64,
    /// Groups that never came, though much later ones did.
    missing: AtomicU64,
    /// Microseconds from writing to reading, where frames say when they were written.
    latencies: Mutex<Vec<u32>>,
    pub changed: Notify,
}

impl Received {
    /// One line of JSON without its braces.
    pub fn json(&self) -> String {
        let [frames, bytes, groups, broken, missing] = [
            &self.frames,
            &self.bytes,
            &self.groups,
            &self.broken,
            &self.missing,
        ]
        .map(|count| count.load(Relaxed));
        format!(
            r#""atMicros":{},"frames":{frames},"bytes":{bytes},"groups":{groups},"broken":{broken},"missing":{missing}"#,
            unix_micros()
        )
    }

    /// Takes what was measured so far.
    pub fn take_latencies(&self) -> Vec<u32> {
        std::mem::take(
            &mut self
                .latencies
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// What a session says of its broadcast in its path: `page/{tracks}/{bytes}x{frames}/{flood or paced}`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// How many tracks there are, named `0`, `1` and so on.
    pub tracks: u32,
    pub shape: Shape,
    /// Whether frames begin with the time at which they were written.
    pub stamped: bool,
}

impl Published {
    pub fn parse(path: &str) -> Option<Self> {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["page", tracks, shape, how @ ("flood" | "paced")] => Some(Self {
                tracks: tracks.parse().ok()?,
                shape: Shape::parse(shape)?,
                stamped: *how == "paced",
            }),
            _ => None,
        }
    }
}

/// Everything is wanted, however late.
pub fn everything() -> track::Subscription {
    track::Subscription::default().with_max_age(Duration::from_secs(30))
}

/// Reads every track of a broadcast until it ends.
pub async fn read(broadcast: broadcast::Consumer, published: Published, received: Arc<Received>) {
    let reads = (0..published.tracks).map(|name| {
        let (broadcast, received) = (broadcast.clone(), received.clone());
        tokio::spawn(async move {
            let track = broadcast.track(&name.to_string())?;
            read_track(
                track,
                published.shape.frames,
                published.stamped,
                received,
                None,
            )
            .await
        })
    });
    for read in reads.collect::<Vec<_>>() {
        let _ = read.await;
    }
}

/// Reads a track until it ends, or for so long.
pub async fn read_track(
    track: track::Consumer,
    frames: u32,
    stamped: bool,
    received: Arc<Received>,
    limit: Option<Duration>,
) -> Result<(), Error> {
    let mut subscriber = track.subscribe(everything()).await?;
    let mut gaps = Gaps::default();
    let ended = async {
        while let Some(group) = subscriber.recv_group().await? {
            received
                .missing
                .fetch_add(gaps.note(group.sequence), Relaxed);
            tokio::spawn(read_group(group, frames, stamped, received.clone()));
        }
        Ok(())
    };
    match limit {
        Some(limit) => tokio::time::timeout(limit, ended).await.unwrap_or(Ok(())),
        None => ended.await,
    }
}

/// Which groups have not come yet, though later ones have: the newest are sent first.
#[derive(Default)]
struct Gaps {
    next: Option<u64>,
    open: BTreeSet<u64>,
}

/// A group so far behind the newest does not come any more.
const LATE_GROUPS: u64 = 1000;

impl Gaps {
    /// Takes note of a group that has come; returns how many are given up.
    fn note(&mut self, sequence: u64) -> u64 {
        let next = self.next.unwrap_or(sequence);
        self.open.extend(next..sequence);
        self.open.remove(&sequence);
        self.next = Some(next.max(sequence + 1));
        let open = self
            .open
            .split_off(&sequence.max(next).saturating_sub(LATE_GROUPS));
        std::mem::replace(&mut self.open, open).len() as u64
    }
}

async fn read_group(
    mut group: group::Consumer,
    frames: u32,
    stamped: bool,
    received: Arc<Received>,
) {
    let mut buffer = frame::Buffer::<64>::new();
    let mut count = 0;
    let whole = loop {
        let Ok(batch) = group.read_frames(&mut buffer).await else {
            break false;
        };
        if batch.is_empty() {
            break count == u64::from(frames);
        }
        if stamped {
            note_latencies(batch, &received);
        }
        let bytes: usize = batch.iter().map(|frame| frame.payload.len()).sum();
        count += batch.len() as u64;
        received.bytes.fetch_add(bytes as u64, Relaxed);
        received.frames.fetch_add(batch.len() as u64, Relaxed);
        received.changed.notify_one();
    };
    received.groups.fetch_add(1, Relaxed);
    received.broken.fetch_add(u64::from(!whole), Relaxed);
}

fn note_latencies(batch: &[frame::Frame], received: &Received) {
    let now = unix_micros();
    let mut latencies = received
        .latencies
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    for frame in batch {
        let written = frame
            .payload
            .first_chunk()
            .map(|it| u64::from_le_bytes(*it));
        latencies.extend(written.map(|written| now.saturating_sub(written) as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_missing_when_much_later_ones_have_come() {
        let mut gaps = Gaps::default();
        let given_up: Vec<u64> = [5, 8, 6, 1000, 1006, 1007, 1008]
            .map(|sequence| gaps.note(sequence))
            .into();
        assert_eq!(given_up, [0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn a_path_says_what_is_published() {
        let shape = Shape {
            bytes: 100,
            frames: 500,
        };
        let published = |tracks, stamped| Published {
            tracks,
            shape,
            stamped,
        };
        assert_eq!(
            Published::parse("page/1/100x500/flood"),
            Some(published(1, false))
        );
        assert_eq!(
            Published::parse("page/30/100x500/paced"),
            Some(published(30, true))
        );
        assert_eq!(Published::parse("page/30/100x500"), None);
    }
}
