//! A track that tells how many frames have come, so that a page keeps no more on the way than it means to.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use moq_net::{Error, track};
use tokio::time::sleep;

use crate::flood::timestamp;
use crate::paced::unix_micros;
use crate::received::Received;

/// Not oftener than this.
const INTERVAL: Duration = Duration::from_millis(2);
/// A group is kept whole by its readers.
const GROUP_FRAMES: u32 = 1000;

pub async fn run(track: track::Producer, received: Arc<Received>) -> Result<(), Error> {
    while track.is_used() {
        let mut group = track.append_group()?;
        for _ in 0..GROUP_FRAMES {
            received.changed.notified().await;
            let text = received.frames.load(Relaxed).to_string();
            group.write_frame(timestamp(unix_micros())?, text.into_bytes())?;
            sleep(INTERVAL).await;
        }
        group.finish()?;
    }
    Ok(())
}
