//! The development relay: moq-relay as a library, with its own command line.

mod at_once;

use anyhow::Context;
use moq_relay::{Config, Relay};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    moq_tokio::crypto::install_default()
        .ok()
        .context("a TLS crypto provider was already installed")?;
    let relay = Relay::load(Config::load()?).await?;
    at_once::send_at_once();
    relay.run().await
}
