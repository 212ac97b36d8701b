//! Tracks: live streams of groups. What reads them is in `subscriber.rs`.

use crate::{error, forward, group, origin, slot::Slot, subscriber::TrackSubscriber};
use js_sys::{Float64Array, Promise};
use moq_net::{
    Timescale, broadcast,
    track::{self as model, Position, Subscription},
};
use std::{cell::RefCell, ops::Bound, time::Duration};
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

/// Of a group that is not given.
const NOT_GIVEN: f64 = -1.0;

/// The options of a subscription, set before it is made or to change it.
#[derive(Clone, Copy, Default)]
pub struct SubscribeOptions {
    pub priority: u8,
    pub latency_max_ms: f64,
    pub start_group: Option<f64>,
    pub end_group: Option<f64>,
}

impl SubscribeOptions {
    /// As JavaScript passes them one by one: a class of its own would be more to download than what it says.
    pub fn new(priority: u8, latency_max_ms: f64, start_group: f64, end_group: f64) -> Self {
        let given = |group: f64| (group >= 0.0).then_some(group);
        Self {
            priority,
            latency_max_ms,
            start_group: given(start_group),
            end_group: given(end_group),
        }
    }

    /// What [`Self::new`] takes, in its order.
    pub fn to_js(self) -> Float64Array {
        let group = |group: Option<f64>| group.unwrap_or(NOT_GIVEN);
        let values = [
            f64::from(self.priority),
            self.latency_max_ms,
            group(self.start_group),
            group(self.end_group),
        ];
        Float64Array::from(values.as_slice())
    }

    pub fn from_model(subscription: &Subscription) -> Self {
        Self {
            priority: subscription.priority,
            latency_max_ms: subscription.max_age.as_secs_f64() * 1000.0,
            start_group: subscription.start.map(|position| position.group as f64),
            end_group: subscription.end.and_then(|end| match end.group_end() {
                Bound::Included(group) => Some(group as f64),
                Bound::Excluded(group) => group.checked_sub(1).map(|group| group as f64),
                Bound::Unbounded => None,
            }),
        }
    }

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

/// A track that somebody wants, or that was reserved.
#[wasm_bindgen]
pub struct TrackRequest {
    slot: Slot<model::Request>,
    broadcast: broadcast::Consumer,
}

impl TrackRequest {
    pub fn new(inner: model::Request, broadcast: broadcast::Consumer) -> Self {
        Self {
            slot: Slot::new(inner),
            broadcast,
        }
    }
}

#[wasm_bindgen]
impl TrackRequest {
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.slot
            .with(|inner| inner.name().to_owned())
            .unwrap_or_default()
    }

    /// What those who ask want together, if anybody does.
    pub fn subscription(&self) -> Option<Float64Array> {
        self.slot
            .with(|inner| inner.subscription())
            .flatten()
            .map(|subscription| SubscribeOptions::from_model(&subscription).to_js())
    }

    pub fn accept(
        &self,
        timescale: f64,
        latency_max_ms: f64,
        priority: u8,
    ) -> Result<TrackProducer, JsValue> {
        let request = self.slot.close().ok_or_else(error::closed)?;
        let producer = request.accept(info(timescale, latency_max_ms, priority));
        Ok(TrackProducer::new(producer, self.broadcast.clone()))
    }

    /// Refuses with an application's code, or as not found.
    pub fn reject(&self, code: Option<u16>) {
        if let Some(request) = self.slot.close() {
            request.reject(code.map_or(moq_net::Error::NotFound, moq_net::Error::App));
        }
    }
}

/// The write side of a track.
#[wasm_bindgen]
pub struct TrackProducer {
    slot: Slot<model::Producer>,
    demand: Slot<model::Demand>,
    changes: Slot<model::Producer>,
    /// The broadcast it is in, to be read from without counting as somebody who reads.
    broadcast: broadcast::Consumer,
    /// The broadcast of a track that stands alone, which lives as long as the track.
    home: Option<broadcast::Producer>,
    /// A track that stands alone is read after its end too, until it is let go of.
    ended: RefCell<Option<model::Producer>>,
}

impl TrackProducer {
    pub fn new(inner: model::Producer, broadcast: broadcast::Consumer) -> Self {
        Self {
            demand: Slot::new(inner.demand()),
            changes: Slot::new(inner.clone()),
            slot: Slot::new(inner),
            broadcast,
            home: None,
            ended: RefCell::default(),
        }
    }

    fn end(&self) -> Option<model::Producer> {
        self.demand.close();
        self.changes.close();
        self.slot.close()
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
    /// A track in no broadcast but one of its own.
    pub fn standalone(
        name: &str,
        timescale: f64,
        latency_max_ms: f64,
        priority: u8,
    ) -> Result<TrackProducer, JsValue> {
        let home = origin::standalone();
        let inner = home.create_track(name, info(timescale, latency_max_ms, priority));
        let mut track = Self::new(inner.map_err(|e| error::to_js(&e))?, home.consume());
        track.home = Some(home);
        Ok(track)
    }

    /// A reader in this process, there at once.
    pub fn subscribe(
        &self,
        priority: u8,
        latency_max_ms: f64,
        start_group: f64,
        end_group: f64,
    ) -> Result<TrackSubscriber, JsValue> {
        let options = SubscribeOptions::new(priority, latency_max_ms, start_group, end_group);
        let subscribe = |inner: &model::Producer| inner.subscribe(options.subscription());
        let open = self.slot.with(|inner| subscribe(inner));
        let subscriber = open.or_else(|| self.ended.borrow().as_ref().map(subscribe));
        let subscriber = subscriber.ok_or_else(error::closed)?;
        Ok(TrackSubscriber::here(subscriber))
    }

    /// Serves `target`, a track of another broadcast, with what is written here, while somebody reads it.
    pub fn forward(&self, target: &TrackProducer) {
        let source = self
            .slot
            .with(|inner| (inner.name().to_owned(), inner.demand()));
        let (Some((name, demand)), Some(target)) =
            (source, target.slot.with(|inner| inner.clone()))
        else {
            return;
        };
        let source = forward::Source {
            broadcast: self.broadcast.clone(),
            name,
            demand,
        };
        wasm_bindgen_futures::spawn_local(forward::track(source, target));
    }

    /// What the subscribers want together, if there are any.
    pub fn subscription(&self) -> Option<Float64Array> {
        self.slot
            .with(|inner| inner.subscription())
            .flatten()
            .map(|subscription| SubscribeOptions::from_model(&subscription).to_js())
    }

    /// Resolves with true once what the subscribers want has changed, with false at the end of the track.
    pub fn subscription_changed(&self) -> Promise {
        let wait = self
            .changes
            .wait(|inner, waiter| inner.poll_subscription_changed(waiter));
        error::promise(async move { Ok(matches!(wait.await, Some(Ok(_)))) })
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

    /// A datagram with the sequence given, or the next one where that is negative; its sequence is answered.
    pub fn write_datagram(
        &self,
        sequence: f64,
        timestamp: f64,
        timescale: f64,
        payload: &[u8],
    ) -> Result<f64, JsValue> {
        let timestamp = group::timestamp(timestamp, timescale)?;
        let payload = payload.to_vec();
        self.with(|inner| {
            if sequence < 0.0 {
                return inner
                    .append_datagram(timestamp, payload)
                    .map(|next| next as f64);
            }
            inner.insert_datagram(sequence as u64, timestamp, payload)?;
            Ok(sequence)
        })
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
        if let Some(producer) = self.end() {
            // It may have ended already, which is what is asked for.
            let _ = producer.finish();
            if self.home.is_some() {
                self.ended.replace(Some(producer));
            }
        }
    }

    /// Breaks the track off.
    pub fn abort(&self, code: Option<u16>) {
        if let Some(producer) = self.end() {
            let _ = producer.abort(error::from_code(code));
        }
    }

    /// Takes the track out of its broadcast: its readers get what was written, the next one asks anew.
    pub fn remove(&self) {
        if let Some(producer) = self.end() {
            let _ = producer.finish();
            let _ = producer.abort(moq_net::Error::Cancel);
        }
    }
}
