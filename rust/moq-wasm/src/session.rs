//! Sessions: one connection to a relay, with an origin for each direction.

use crate::{
    broadcast::BroadcastProducer,
    error, origin,
    slot::Slot,
    transport::{self, PolledSession},
};
use js_sys::Promise;
use moq_net::{Client, Patterns, Server, Version, Versions, origin::Producer};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

// Lists of names cross as one text, with commas: lists of texts take a kilobyte of bindings.

/// The names that a transport offers for `versions` (all that this module speaks if empty), the preferred
/// one first.
#[wasm_bindgen]
pub fn protocols(versions: &str) -> Result<String, JsValue> {
    Ok(spoken(&select(versions)?).alpns().join(","))
}

/// The names of the versions that this module speaks, the preferred one first.
#[wasm_bindgen]
pub fn versions() -> String {
    let known = spoken(&Versions::all());
    let names: Vec<&str> = known.iter().map(|v| v.as_str()).collect();
    names.join(",")
}

/// The name of the version with this number on the wire, if there is one.
#[wasm_bindgen]
pub fn version_name(code: f64) -> Option<String> {
    Version::from_code(code as u64).map(|version| version.as_str().to_owned())
}

fn select(names: &str) -> Result<Versions, JsValue> {
    if names.is_empty() {
        return Ok(Versions::all());
    }
    let versions: Result<Vec<Version>, _> = names.split(',').map(str::parse::<Version>).collect();
    let known = || Version::names().collect::<Vec<_>>().join(", ");
    let versions = versions.map_err(|_| {
        js_sys::Error::new(&format!(
            "no such version in {names:?}; there are: {}",
            known()
        ))
    })?;
    Ok(versions.into())
}

fn patterns(prefixes: &[String]) -> Result<Patterns, JsValue> {
    if prefixes.is_empty() {
        return origin::subtree("").map_err(|e| error::to_js(&e));
    }
    let all: Result<Patterns, _> = prefixes
        .iter()
        .map(|prefix| moq_net::Pattern::subtree(prefix))
        .collect();
    all.map_err(|e| {
        js_sys::Error::new(&format!("{prefixes:?} cannot be announced under: {e}")).into()
    })
}

/// An established session.
#[wasm_bindgen]
pub struct Session {
    inner: moq_net::Session,
    publish: Producer,
    consume: Producer,
    rates: Option<Slot<moq_net::bandwidth::Consumer>>,
}

#[wasm_bindgen]
impl Session {
    /// Runs over a transport that is ready, a `PolledSession` of `src/net/polled`.
    ///
    /// `versions`: the names of the versions to offer, all if empty. `interest`: the path prefixes whose
    /// announcements are wanted, all if empty; nothing outside of them can be consumed.
    pub fn over(
        versions: &str,
        interest: Vec<String>,
        transport: PolledSession,
    ) -> Result<Promise, JsValue> {
        Self::run(versions, &interest, transport, End::Client)
    }

    /// Answers as a server does, over a transport that is ready.
    pub fn accept(
        versions: &str,
        interest: Vec<String>,
        transport: PolledSession,
    ) -> Result<Promise, JsValue> {
        Self::run(versions, &interest, transport, End::Server)
    }

    /// The version that was agreed upon.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> String {
        self.inner.version().as_str().to_owned()
    }

    /// Announces the broadcast at `path` until either ends.
    pub fn publish(&self, path: &str, broadcast: &BroadcastProducer) -> Result<(), JsValue> {
        origin::serve(&self.publish, path, broadcast.consumer()).map_err(|e| error::to_js(&e))
    }

    /// What the peer announces.
    pub fn origin(&self) -> origin::OriginConsumer {
        origin::OriginConsumer::new(self.consume.consume())
    }

    /// The peer's estimate of the bits a second it receives, from PROBE.
    #[wasm_bindgen(getter)]
    pub fn estimated_recv_rate(&self) -> Option<f64> {
        self.inner
            .stats()
            .estimated_recv_rate
            .map(|rate| rate.as_bps() as f64)
    }

    /// Resolves with true once [`Self::estimated_recv_rate`] has changed, with false where it will not again.
    pub fn estimated_recv_rate_changed(&self) -> Promise {
        let wait = self
            .rates
            .as_ref()
            .map(|rates| rates.wait(|rates, waiter| rates.poll_changed(waiter)));
        error::promise(async move {
            Ok(match wait {
                Some(wait) => matches!(wait.await, Some(Ok(_))),
                None => false,
            })
        })
    }

    /// Resolves with the reason once the session has ended, undefined where that was a plain close.
    pub fn closed(&self) -> Promise {
        let session = self.inner.clone();
        error::settle(Box::pin(async move {
            Ok(match session.closed().await {
                moq_net::Error::Cancel | moq_net::Error::Closed => JsValue::UNDEFINED,
                moq_net::Error::Session(moq_net::SessionError::Cancel) => JsValue::UNDEFINED,
                err => error::to_js(&err),
            })
        }))
    }

    pub fn close(&self) {
        if let Some(rates) = &self.rates {
            rates.close();
        }
        self.inner.abort(moq_net::Error::Cancel);
    }
}

impl Session {
    fn run(
        versions: &str,
        interest: &[String],
        transport: PolledSession,
        end: End,
    ) -> Result<Promise, JsValue> {
        let (versions, interest) = (spoken(&select(versions)?), patterns(interest)?);
        let transport = transport::Session::new(transport);
        let started = start(transport, end, versions, interest);
        Ok(error::settle(Box::pin(started)))
    }
}

/// Which half of the handshake this is.
#[derive(Clone, Copy)]
enum End {
    Client,
    Server,
}

/// Those of `versions` that this build can speak.
fn spoken(versions: &Versions) -> Versions {
    let ietf = cfg!(feature = "ietf");
    let spoken = versions.iter().copied().filter(|v| ietf || v.is_lite());
    spoken.collect::<Vec<Version>>().into()
}

async fn start(
    transport: transport::Session,
    end: End,
    versions: Versions,
    interest: Patterns,
) -> Result<JsValue, JsValue> {
    let publish = origin::spawn();
    let consume = origin::spawn();
    let scoped = consume.scope("", &interest).map_err(|e| error::to_js(&e))?;
    let now = web_async::time::Instant::now();
    let connected = match end {
        End::Client => {
            let client = Client::new()
                .with_versions(versions)
                .with_publisher(&publish)
                .with_subscriber(scoped);
            #[cfg(feature = "ietf")]
            let connected = client.connect(now, transport).await;
            #[cfg(not(feature = "ietf"))]
            let connected = client.connect_lite(now, transport).await;
            connected
        }
        End::Server => {
            let server = Server::new()
                .with_versions(versions)
                .with_publisher(&publish)
                .with_subscriber(scoped);
            #[cfg(feature = "ietf")]
            let accepted = server.accept(now, transport).await;
            #[cfg(not(feature = "ietf"))]
            let accepted = server.accept_lite(now, transport).await;
            accepted
        }
    };
    let (inner, driver) = connected.map_err(|e| error::to_js(&e))?;
    spawn_local(async move {
        moq_net::time::run(driver).await;
    });
    Ok(Session {
        rates: inner.recv_bandwidth().map(Slot::new),
        inner,
        publish,
        consume,
    }
    .into())
}
