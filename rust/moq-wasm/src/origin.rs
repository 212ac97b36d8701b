//! Origins: the table of broadcasts at one end of a session, with its announcements.

use crate::{broadcast, error, slot::Slot};
use js_sys::{Array, Promise};
use moq_net::{AsPath, Pattern, Patterns, announce, broadcast as model, cache, origin};
use std::{cell::Cell, task::Poll};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// The cache that everything in this module shares, so that whichever origin's driver runs expires
    /// the groups of all, those of broadcasts made outside of an origin included.
    static POOL: cache::Pool =
        cache::Pool::new(cache::Config::default().with_expiry(cache::DEFAULT_EXPIRY));
}

/// The shared cache.
pub fn pool() -> cache::Pool {
    POOL.with(Clone::clone)
}

/// How many groups are appended between two looks at what has expired.
const EXPIRE_EVERY: u32 = 64;

thread_local! {
    static APPENDED: Cell<u32> = const { Cell::new(0) };
}

/// Lets go of what has expired, now and then as groups are written: with no session there is no origin whose
/// driver would, and a timer of our own would keep a Node process from ending.
pub fn expire() {
    let appended = APPENDED.get().wrapping_add(1);
    APPENDED.set(appended);
    if appended.is_multiple_of(EXPIRE_EVERY) {
        pool().gc(web_async::time::Instant::now());
    }
}

/// A broadcast that is in no origin yet, on the shared cache.
pub fn standalone() -> model::Producer {
    let mut info = model::Info::new();
    info.pool = pool();
    info.produce()
}

/// An origin with its driver running.
pub fn spawn() -> origin::Producer {
    let mut config = origin::Config::default();
    config.pool = pool();
    let (producer, driver) = origin::Producer::new(config);
    spawn_local(async move {
        moq_net::time::run(driver).await;
    });
    producer
}

/// The paths at or under `prefix`.
pub fn subtree(prefix: &str) -> Result<Patterns, moq_net::Error> {
    Ok(Patterns::from(Pattern::subtree(prefix)?))
}

/// Announces `broadcast` at `path` for as long as it lives, and answers those who ask for that path.
///
/// The broadcast exists before the session does (JavaScript made it), so it is served through a dynamic
/// route rather than created in the origin. A route is a prefix; what is asked for beneath it is refused.
pub fn serve(
    origin: &origin::Producer,
    path: &str,
    broadcast: model::Consumer,
) -> Result<(), moq_net::Error> {
    let route = origin.dynamic(path, origin::Route::default())?;
    let path = origin.absolute(path).to_owned();
    spawn_local(async move {
        loop {
            let ended = moq_net::kio::wait(|waiter| {
                if broadcast.poll_closed(waiter).is_ready() {
                    return Poll::Ready(None);
                }
                route.poll_requested_broadcast(waiter).map(Result::ok)
            });
            let Some(request) = ended.await else { return };
            if *request.path() == path.as_path() {
                request.accept(&broadcast);
            } else {
                request.reject(moq_net::Error::NotFound);
            }
        }
    });
    Ok(())
}

/// A read handle to what the peer announces.
#[wasm_bindgen]
pub struct OriginConsumer(origin::Consumer);

impl OriginConsumer {
    pub fn new(inner: origin::Consumer) -> Self {
        Self(inner)
    }
}

#[wasm_bindgen]
impl OriginConsumer {
    /// What is announced under `prefix`, in paths relative to it.
    pub fn announced(&self, prefix: &str) -> Result<Announced, JsValue> {
        let scoped = self
            .0
            .scope(prefix, &subtree("").map_err(|e| error::to_js(&e))?);
        let scoped = scoped.map_err(|e| error::to_js(&e))?;
        Ok(Announced(Slot::new(scoped.announced())))
    }

    /// The broadcast at `path`: waits until somebody announces it.
    pub fn consume(&self, path: &str) -> Promise {
        let origin = self.0.clone();
        let path = path.to_owned();
        error::promise(async move {
            let broadcast = origin.routed_broadcast(path.as_str()).await?;
            Ok(broadcast::BroadcastConsumer::new(broadcast))
        })
    }
}

/// A stream of announcements.
#[wasm_bindgen]
pub struct Announced(Slot<announce::Consumer>);

#[wasm_bindgen]
impl Announced {
    /// The next `[path, active]`, or undefined at the end.
    pub fn next(&self) -> Promise {
        let wait = self.0.wait(|cursor, waiter| {
            loop {
                let Poll::Ready(update) = cursor.poll_next(waiter) else {
                    return Poll::Pending;
                };
                let Some(update) = update else {
                    return Poll::Ready(None);
                };
                // A re-priced route is the same broadcast by another way: nothing to say.
                if update.kind != announce::Kind::Updated {
                    return Poll::Ready(Some((
                        update.prefix.as_str().to_owned(),
                        update.kind.is_active(),
                    )));
                }
            }
        });
        error::promise(async move {
            Ok(match wait.await.flatten() {
                Some((path, active)) => Array::of2(&path.into(), &active.into()).into(),
                None => JsValue::UNDEFINED,
            })
        })
    }

    /// Ends the stream, and a `next` that waits.
    pub fn close(&self) {
        self.0.close();
    }
}
