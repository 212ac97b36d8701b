//! The same work by a native client: how fast the far end is where no browser is in the way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use moq_tokio::connect;
use url::Url;

use crate::flood;
use crate::received::{self, Received};
use crate::serve::BROADCAST;
use crate::spec::{Shape, Spec};

/// Where the server is.
pub struct Far {
    pub url: Url,
    /// The SHA-256 of its certificate, in hexadecimal.
    pub hash: String,
}

impl Far {
    fn client(&self) -> anyhow::Result<moq_tokio::Client> {
        let mut config = connect::Config::default();
        config.tls.fingerprint = vec![self.hash.clone()];
        Ok(config.init(crate::quic())?)
    }
}

fn flood_of(track: &str) -> anyhow::Result<Shape> {
    match Spec::parse(track) {
        Some(Spec::Flood(shape)) => Ok(shape),
        _ => anyhow::bail!("that is no track that floods"),
    }
}

/// Reads a track for so many seconds, and tells how much came.
pub async fn consume(far: Far, track: &str, seconds: u64) -> anyhow::Result<()> {
    let shape = flood_of(track)?;
    let origin = moq_tokio::origin::spawn();
    let connection = far
        .client()?
        .with_subscriber(origin.clone())
        .connect(far.url);
    let connection = connection.established().await?;
    let consumer = origin.consume();
    let broadcast = consumer.routed_broadcast(BROADCAST).await?;
    let received = Arc::new(Received::default());
    let begun = Instant::now();
    let limit = Some(Duration::from_secs(seconds));
    received::read_track(
        broadcast.track(track)?,
        shape.frames,
        false,
        received.clone(),
        limit,
    )
    .await?;
    println!(
        r#"{{"seconds":{},{}}}"#,
        begun.elapsed().as_secs_f64(),
        received.json()
    );
    drop(connection);
    Ok(())
}

/// Publishes a track for so many seconds; the server tells how much came.
pub async fn publish(far: Far, track: &str, seconds: u64) -> anyhow::Result<()> {
    let shape = flood_of(track)?;
    let origin = moq_tokio::origin::spawn();
    let path = format!("page/1/{}x{}/flood", shape.bytes, shape.frames);
    let broadcast = origin.create_broadcast(path.as_str())?;
    let mut requests = broadcast.dynamic();
    broadcast.announce(Default::default())?;
    let connection = far.client()?.with_publisher(&origin).connect(far.url);
    let connection = connection.established().await?;
    let request = tokio::time::timeout(Duration::from_secs(5), requests.requested_track())
        .await
        .context("nobody asked for the track")??;
    let run = flood::run(request.accept(flood::info()), shape);
    let _ = tokio::time::timeout(Duration::from_secs(seconds), run).await;
    drop(connection);
    Ok(())
}
