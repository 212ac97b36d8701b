//! Tracks: live streams of groups.

use crate::{error, group, origin, slot::Slot};
use js_sys::Promise;
use moq_net::{
    Timescale,
    track::{self as model, Position, Subscription},
};
use std::time::Duration;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// A track's fixed properties; what is out of range becomes moq-net's default.
pub fn info(timescale: f64, latency_max_ms: f64, priority: u8) -> model::Info {
    let info = model::Info::default()
        .with_priority(priority)
        .with_max_age(millis(latency_max_ms));
    match Timescale::new(timescale as u64) {
        Ok(timescale) => info.with_timescale(timescale),
        Err(_) => info,
    }
}

/// Milliseconds as a duration: infinite is the longest there is, negative and NaN are none.
fn millis(ms: f64) -> Duration {
    Duration::try_from_secs_f64((ms / 1000.0).max(0.0)).unwrap_or(Duration::MAX)
}

/// The options of a subscription, set before it is made or to change it.
#[wasm_bindgen]
#[derive(Clone, Copy, Default)]
pub struct SubscribeOptions {
    pub priority: u8,
    pub latency_max_ms: f64,
    pub start_group: Option<f64>,
    pub end_group: Option<f64>,
}

#[wasm_bindgen]
impl SubscribeOptions {
    #[wasm_bindgen(constructor)]
    pub fn new(
        priority: u8,
        latency_max_ms: f64,
        start_group: Option<f64>,
        end_group: Option<f64>,
    ) -> Self {
        Self {
            priority,
            latency_max_ms,
            start_group,
            end_group,
        }
    }
}

impl SubscribeOptions {
    /// Holds the reader to the range: what is asked of the publisher is only a wish.
    pub fn bound(&self, subscriber: &mut model::Subscriber) {
        let end = self.end_group.map(|group| group as u64);
        match (self.start_group.map(|group| group as u64), end) {
            (Some(start), Some(end)) => subscriber.set_groups(start..=end),
            (Some(start), None) => subscriber.set_groups(start..),
            (None, Some(end)) => subscriber.set_groups(..=end),
            (None, None) => subscriber.set_groups(..),
        }
    }

    pub fn subscription(&self) -> Subscription {
        Subscription::default()
            .with_priority(self.priority)
            .with_max_age(millis(self.latency_max_ms))
            .with_start(self.start_group.map(|group| Position::group(group as u64)))
            // moq-net's end is exclusive, JavaScript's inclusive.
            .with_end(
                self.end_group
                    .and_then(|group| Position::after_group(group as u64)),
            )
    }
}

/// A track that somebody wants.
#[wasm_bindgen]
pub struct TrackRequest(Slot<model::Request>);

impl TrackRequest {
    pub fn new(inner: model::Request) -> Self {
        Self(Slot::new(inner))
    }
}

#[wasm_bindgen]
impl TrackRequest {
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.0
            .with(|inner| inner.name().to_owned())
            .unwrap_or_default()
    }

    /// The highest priority of those who ask.
    #[wasm_bindgen(getter)]
    pub fn priority(&self) -> u8 {
        self.0
            .with(|inner| inner.subscription())
            .flatten()
            .map_or(0, |subscription| subscription.priority)
    }

    pub fn accept(
        &self,
        timescale: f64,
        latency_max_ms: f64,
        priority: u8,
    ) -> Result<TrackProducer, JsValue> {
        let request = self.0.close().ok_or_else(error::closed)?;
        Ok(TrackProducer::new(request.accept(info(
            timescale,
            latency_max_ms,
            priority,
        ))))
    }

    /// Refuses with an application's code, or as not found.
    pub fn reject(&self, code: Option<u16>) {
        if let Some(request) = self.0.close() {
            request.reject(code.map_or(moq_net::Error::NotFound, moq_net::Error::App));
        }
    }
}

/// The write side of a track.
#[wasm_bindgen]
pub struct TrackProducer {
    slot: Slot<model::Producer>,
    demand: Slot<model::Demand>,
}

impl TrackProducer {
    pub fn new(inner: model::Producer) -> Self {
        Self {
            demand: Slot::new(inner.demand()),
            slot: Slot::new(inner),
        }
    }

    fn with<R>(
        &self,
        f: impl FnOnce(&mut model::Producer) -> Result<R, moq_net::Error>,
    ) -> Result<R, JsValue> {
        self.slot
            .with(f)
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))
    }
}

#[wasm_bindgen]
impl TrackProducer {
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.slot
            .with(|inner| inner.name().to_owned())
            .unwrap_or_default()
    }

    /// A group with the next sequence.
    pub fn append_group(&self) -> Result<group::GroupProducer, JsValue> {
        origin::expire();
        self.with(|inner| inner.append_group())
            .map(group::GroupProducer::new)
    }

    /// A group with the sequence given.
    pub fn create_group(&self, sequence: f64) -> Result<group::GroupProducer, JsValue> {
        self.with(|inner| inner.create_group((sequence as u64).into()))
            .map(group::GroupProducer::new)
    }

    /// A datagram; its sequence is answered.
    pub fn append_datagram(
        &self,
        timestamp: f64,
        timescale: f64,
        payload: &[u8],
    ) -> Result<f64, JsValue> {
        let timestamp = group::timestamp(timestamp, timescale)?;
        self.with(|inner| inner.append_datagram(timestamp, payload.to_vec()))
            .map(|sequence| sequence as f64)
    }

    #[wasm_bindgen(getter)]
    pub fn latest(&self) -> Option<f64> {
        self.slot
            .with(|inner| inner.latest())
            .flatten()
            .map(|sequence| sequence as f64)
    }

    #[wasm_bindgen(getter)]
    pub fn is_used(&self) -> bool {
        self.slot.with(|inner| inner.is_used()).unwrap_or(false)
    }

    /// Resolves with true once somebody is subscribed, with false at the end of the track.
    pub fn used(&self) -> Promise {
        let wait = self.demand.wait(|demand, waiter| demand.poll_used(waiter));
        error::promise(async move { Ok(matches!(wait.await, Some(Ok(())))) })
    }

    /// Resolves with true once nobody is subscribed, with false at the end of the track.
    pub fn unused(&self) -> Promise {
        let wait = self
            .demand
            .wait(|demand, waiter| demand.poll_unused(waiter));
        error::promise(async move { Ok(matches!(wait.await, Some(Ok(())))) })
    }

    /// Ends the track: no group comes after those there are.
    pub fn finish(&self) {
        self.demand.close();
        if let Some(producer) = self.slot.close() {
            // It may have ended already, which is what is asked for.
            let _ = producer.finish();
        }
    }

    /// Breaks the track off.
    pub fn abort(&self, code: Option<u16>) {
        self.demand.close();
        if let Some(producer) = self.slot.close() {
            let _ = producer.abort(error::from_code(code));
        }
    }
}

/// The read side of a track.
#[wasm_bindgen]
pub struct TrackSubscriber {
    slot: Slot<model::Subscriber>,
    timescale: f64,
    latency_max_ms: f64,
    priority: u8,
}

impl TrackSubscriber {
    pub fn new(inner: model::Subscriber) -> Self {
        let info = inner.info();
        Self {
            timescale: info.timescale.as_u64() as f64,
            latency_max_ms: info.max_age.as_secs_f64() * 1000.0,
            priority: info.priority,
            slot: Slot::new(inner),
        }
    }
}

#[wasm_bindgen]
impl TrackSubscriber {
    #[wasm_bindgen(getter)]
    pub fn timescale(&self) -> f64 {
        self.timescale
    }

    #[wasm_bindgen(getter)]
    pub fn latency_max_ms(&self) -> f64 {
        self.latency_max_ms
    }

    #[wasm_bindgen(getter)]
    pub fn priority(&self) -> u8 {
        self.priority
    }

    #[wasm_bindgen(getter)]
    pub fn latest(&self) -> Option<f64> {
        self.slot
            .with(|inner| inner.latest())
            .flatten()
            .map(|sequence| sequence as f64)
    }

    /// The next group to arrive, or undefined at the end.
    pub fn recv_group(&self) -> Promise {
        let wait = self
            .slot
            .wait(|inner, waiter| inner.poll_recv_group(waiter));
        error::promise(async move {
            Ok(match wait.await.transpose()?.flatten() {
                Some(group) => group::GroupConsumer::new(group).into(),
                None => JsValue::UNDEFINED,
            })
        })
    }

    /// The next datagram as `[sequence, timestamp, payload]`, or undefined at the end.
    pub fn recv_datagram(&self) -> Promise {
        let wait = self
            .slot
            .watch(|inner, waiter| inner.poll_recv_datagram(waiter));
        error::promise(async move {
            Ok(match wait.await.transpose()?.flatten() {
                Some(datagram) => js_sys::Array::of3(
                    &(datagram.sequence as f64).into(),
                    &(datagram.timestamp.value() as f64).into(),
                    &js_sys::Uint8Array::from(datagram.payload.as_ref()).into(),
                )
                .into(),
                None => JsValue::UNDEFINED,
            })
        })
    }

    /// Changes what is asked of the publisher.
    pub fn update(&self, options: &SubscribeOptions) -> Result<(), JsValue> {
        let updated = self.slot.with(|inner| {
            options.bound(inner);
            inner.update(options.subscription())
        });
        updated
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))
    }

    /// Ends the subscription, and reads that wait.
    pub fn close(&self) {
        self.slot.close();
    }
}
