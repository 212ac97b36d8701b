//! A viewer who takes a minute of video at once: what moq-net alone takes for it.
//!
//! `e2e/backlog.test.ts` has the like of it in a page, with decoding and all. This shows that what takes time there is not
//! the transport.

use std::time::{Duration, Instant};

use bytes::Bytes;
use moq_net::{Timescale, Timestamp, broadcast, track};

const SECONDS: u64 = 60;
const FRAMES_PER_SECOND: u64 = 60;
/// A game's picture at 2 Mbit/s.
const FRAME_BYTES: usize = 4 * 1024;
/// Of the time that it plays. It takes a few thousandths on a machine with nothing else to do.
const SHARE: u32 = 20;

#[tokio::test]
async fn a_minute_of_video_is_read_from_the_cache_in_a_small_part_of_a_minute()
-> Result<(), Box<dyn std::error::Error>> {
    let broadcast = broadcast::Info::new().produce();
    let info = track::Info::default()
        .with_timescale(Timescale::MICRO)
        .with_max_age(Duration::from_secs(2 * SECONDS));
    let track = broadcast.create_track("video", info)?;
    for second in 0..SECONDS {
        let mut group = track.append_group()?;
        for frame in 0..FRAMES_PER_SECOND {
            let micros = second * 1_000_000 + frame * 1_000_000 / FRAMES_PER_SECOND;
            group.write_frame(
                Timestamp::from_micros(micros)?,
                Bytes::from(vec![frame as u8; FRAME_BYTES]),
            )?;
        }
        group.finish()?;
    }

    let began = Instant::now();
    let everything = track::Subscription::default()
        .with_max_age(Duration::MAX)
        .with_start(Some(track::Position::group(0)));
    let mut subscriber = track.subscribe(everything);
    track.finish()?;
    let (mut groups, mut frames, mut bytes) = (0, 0, 0);
    while let Some(mut group) = subscriber.recv_group().await? {
        groups += 1;
        while let Some(frame) = group.read_frame().await? {
            frames += 1;
            bytes += frame.payload.len();
        }
    }
    let took = began.elapsed();

    println!("{frames} frames, {bytes} bytes in {took:?}");
    assert_eq!((groups, frames), (SECONDS, SECONDS * FRAMES_PER_SECOND));
    assert_eq!(bytes as u64, frames * FRAME_BYTES as u64);
    assert!(took < Duration::from_secs(SECONDS) / SHARE, "{took:?}");
    Ok(())
}
