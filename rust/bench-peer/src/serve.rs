//! The server: each session on its own, with origins of its own.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use moq_net::{broadcast, origin};
use moq_tokio::server::Request;
use tokio::task::JoinSet;
use tokio::time::interval;

use crate::received::{self, Published, Received};
use crate::spec::Spec;
use crate::{acks, flood, paced};

/// The broadcast that each session is offered.
pub const BROADCAST: &str = "peer";
/// How often what was received is told.
const TELL: Duration = Duration::from_millis(100);

/// Serves until it is ended by a signal.
pub async fn run() -> anyhow::Result<()> {
    let mut config = moq_tokio::listen::Config::default();
    config.bind = Some("[::]:0".parse()?);
    config.tls.generate = vec!["localhost".into()];
    let server = config.init(crate::quic())?;
    let hash = server.certificates().fingerprints();
    let mut listener = server.listen().await?;
    let port = listener.local_addr()?.port();
    let hash = hash.first().context("the server has no certificate")?;
    println!(r#"{{"type":"ready","port":{port},"hash":"{hash}"}}"#);
    let mut sessions = 0;
    while let Some(request) = listener.accept().await {
        sessions += 1;
        let number = sessions;
        tokio::spawn(async move {
            let ended = session(request, number).await;
            let how = ended
                .err()
                .map_or_else(String::new, |error| error.to_string());
            println!(r#"{{"type":"closed","session":{number},"how":{how:?}}}"#);
        });
    }
    Ok(())
}

async fn session(request: Request, number: u64) -> anyhow::Result<()> {
    let (ours, theirs) = (moq_tokio::origin::spawn(), moq_tokio::origin::spawn());
    let received = Arc::new(Received::default());
    let broadcast = ours.create_broadcast(BROADCAST)?;
    let requests = broadcast.dynamic();
    broadcast.announce(Default::default())?;
    let session = request
        .with_publisher(ours.consume())
        .with_subscriber(theirs.clone())
        .ok()
        .await?;
    println!(
        r#"{{"type":"session","session":{number},"version":"{}"}}"#,
        session.version()
    );
    tokio::select! {
        error = session.closed() => Err(error.into()),
        () = answer(requests, received.clone()) => Ok(()),
        () = count(theirs, received, number) => Ok(()),
    }
}

/// Makes the tracks that are asked for. They end when this is dropped.
async fn answer(mut requests: broadcast::Dynamic, received: Arc<Received>) {
    let mut tracks = JoinSet::new();
    while let Ok(request) = requests.requested_track().await {
        match Spec::parse(request.name()) {
            Some(Spec::Flood(shape)) => {
                tracks.spawn(flood::run(request.accept(flood::info()), shape));
            }
            Some(Spec::Paced {
                hertz,
                shape,
                phase,
            }) => {
                let track = request.accept(paced::info());
                tracks.spawn(paced::run(track, hertz, shape, f64::from(phase) / 100.0));
            }
            Some(Spec::Acks) => {
                tracks.spawn(acks::run(request.accept(paced::info()), received.clone()));
            }
            None => request.reject(moq_net::Error::NotFound),
        }
    }
}

/// Reads what the session publishes, and tells of it.
async fn count(theirs: origin::Producer, received: Arc<Received>, number: u64) {
    let consumer = theirs.consume();
    let mut announced = consumer.announced();
    let (mut ticks, mut reading) = (interval(TELL), false);
    loop {
        tokio::select! {
            update = announced.next() => {
                let Some(update) = update else { return };
                let Some(published) = Published::parse(update.prefix.as_str()) else { continue };
                if !update.kind.is_active() { continue }
                let Ok(broadcast) = consumer.request_broadcast(update.prefix.as_str()).await else { continue };
                tokio::spawn(received::read(broadcast, published, received.clone()));
                reading = true;
            }
            _ = ticks.tick(), if reading => tell(&received, number),
        }
    }
}

fn tell(received: &Received, number: u64) {
    let latencies: Vec<String> = received
        .take_latencies()
        .iter()
        .map(u32::to_string)
        .collect();
    println!(
        r#"{{"type":"received","session":{number},{},"latencies":[{}]}}"#,
        received.json(),
        latencies.join(",")
    );
}
