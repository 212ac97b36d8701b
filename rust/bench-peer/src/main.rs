//! The far end of the networking bench: a server that a page reaches without a relay between.
//!
//! Each session is offered a broadcast `peer`, whose tracks are made as they are asked for; their names say what is
//! in them (see [`spec`]). What the session publishes as `page/…` is read and counted. What happens is told on
//! stdout, one JSON object a line.

mod acks;
mod client;
mod flood;
mod paced;
mod received;
mod serve;
mod spec;

use anyhow::{Context, bail};

/// How QUIC is used by both ends, where both are native. A window that is not too large: what waits in it ages.
pub fn quic() -> moq_tokio::quic::Config {
    let mut quic = moq_tokio::quic::Config::default();
    quic.receive_window = Some(8 * 1024 * 1024);
    quic.mtu_discovery = Some(true);
    quic
}

const USAGE: &str = "usage: moq-arcade-bench-peer serve
       moq-arcade-bench-peer consume|publish URL CERTIFICATE-HASH TRACK SECONDS";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    moq_tokio::crypto::install_default()
        .ok()
        .context("a TLS crypto provider was already installed")?;
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => serve::run().await,
        [what @ ("consume" | "publish"), url, hash, track, seconds] => {
            let far = client::Far {
                url: url.parse().context("that is no URL")?,
                hash: hash.to_string(),
            };
            let seconds = seconds.parse().context("that is no number of seconds")?;
            match *what {
                "consume" => client::consume(far, track, seconds).await,
                _ => client::publish(far, track, seconds).await,
            }
        }
        _ => bail!(USAGE),
    }
}
