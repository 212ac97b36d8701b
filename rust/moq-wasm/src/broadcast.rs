//! Broadcasts: sets of tracks, given on request or kept ready.

use crate::{error, group, origin, slot::Slot, subscriber::TrackSubscriber, track};
use js_sys::Promise;
use moq_net::broadcast as model;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

struct Served {
    producer: model::Producer,
    requests: model::Dynamic,
}

/// The write side of a broadcast.
#[wasm_bindgen]
pub struct BroadcastProducer {
    slot: Slot<Served>,
    consumer: model::Consumer,
}

impl BroadcastProducer {
    /// What a session serves from.
    pub fn consumer(&self) -> model::Consumer {
        self.consumer.clone()
    }
}

#[wasm_bindgen]
impl BroadcastProducer {
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript's constructor")]
    pub fn new() -> Self {
        let producer = origin::standalone();
        let requests = producer.dynamic();
        Self {
            consumer: producer.consume(),
            slot: Slot::new(Served { producer, requests }),
        }
    }

    /// The next track that somebody wants and that was not created, or undefined at the end.
    pub fn requested(&self) -> Promise {
        let wait = self
            .slot
            .wait(|served, waiter| served.requests.poll_requested_track(waiter));
        let broadcast = self.consumer.clone();
        error::promise(async move {
            Ok(match wait.await {
                Some(Ok(request)) => track::TrackRequest::new(request, broadcast).into(),
                Some(Err(_)) | None => JsValue::UNDEFINED,
            })
        })
    }

    /// A track that is there before anybody asks for it.
    pub fn create_track(
        &self,
        name: &str,
        timescale: f64,
        latency_max_ms: f64,
        priority: u8,
    ) -> Result<track::TrackProducer, JsValue> {
        let info = track::info(timescale, latency_max_ms, priority);
        let created = self
            .slot
            .with(|served| served.producer.create_track(name, info));
        let producer = created
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))?;
        Ok(track::TrackProducer::new(producer, self.consumer.clone()))
    }

    /// A name whose readers wait until the track is accepted.
    pub fn reserve_track(&self, name: &str) -> Result<track::TrackRequest, JsValue> {
        let reserved = self.slot.with(|served| served.producer.reserve_track(name));
        let request = reserved
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))?;
        Ok(track::TrackRequest::new(request, self.consumer.clone()))
    }

    /// Ends the broadcast: its announcement goes, its tracks end as each of them is ended.
    pub fn close(&self) {
        if let Some(served) = self.slot.close() {
            served.producer.close();
        }
    }
}

/// The read side of a broadcast.
#[wasm_bindgen]
pub struct BroadcastConsumer {
    slot: Slot<model::Consumer>,
}

impl BroadcastConsumer {
    pub fn new(inner: model::Consumer) -> Self {
        Self {
            slot: Slot::new(inner),
        }
    }
}

#[wasm_bindgen]
impl BroadcastConsumer {
    /// Subscribes to a track; waits until the publisher says what the track is.
    pub fn subscribe(
        &self,
        name: &str,
        priority: u8,
        latency_max_ms: f64,
        start_group: f64,
        end_group: f64,
    ) -> Promise {
        let track = self.slot.with(|inner| inner.track(name));
        let options =
            track::SubscribeOptions::new(priority, latency_max_ms, start_group, end_group);
        error::promise(async move {
            let track = track.ok_or(moq_net::Error::Closed)??;
            let mut subscriber = track.subscribe(options.subscription()).await?;
            options.bound(&mut subscriber);
            Ok(TrackSubscriber::new(subscriber))
        })
    }

    /// A track's `[timescale, latency_max_ms, priority]`, without a subscription.
    pub fn track_info(&self, name: &str) -> Promise {
        let track = self.slot.with(|inner| inner.track(name));
        error::promise(async move {
            let info = track.ok_or(moq_net::Error::Closed)??.query().await?;
            let values = [
                info.timescale.as_u64() as f64,
                info.max_age.as_secs_f64() * 1000.0,
                f64::from(info.priority),
            ];
            Ok(js_sys::Float64Array::from(values.as_slice()))
        })
    }

    /// One group of a track by its sequence, without a subscription.
    pub fn fetch_group(&self, name: &str, sequence: f64, priority: u8) -> Promise {
        let track = self.slot.with(|inner| inner.track(name));
        error::promise(async move {
            let options = moq_net::group::Fetch::default().with_priority(priority);
            let track = track.ok_or(moq_net::Error::Closed)??;
            let group = track.fetch_group(sequence as u64, options).await?;
            Ok(group::GroupConsumer::new(group))
        })
    }

    /// Resolves when the broadcast ends, or this handle is closed.
    pub fn closed(&self) -> Promise {
        let wait = self.slot.watch(|inner, waiter| inner.poll_closed(waiter));
        error::promise(async move {
            wait.await;
            Ok(JsValue::UNDEFINED)
        })
    }

    pub fn close(&self) {
        self.slot.close();
    }
}
