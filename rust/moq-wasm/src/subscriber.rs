//! The read side of a track.

use crate::{error, group, slot::Slot, track::SubscribeOptions};
use js_sys::Promise;
use moq_net::{kio::Waiter, track as model};
use std::task::Poll;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// A subscription to a track.
#[wasm_bindgen]
pub struct TrackSubscriber {
    slot: Slot<model::Subscriber>,
    timescale: f64,
    latency_max_ms: f64,
    priority: u8,
    /// In the process of the publisher: bounds are a wish, and what is kept is as much as npm's library keeps.
    here: bool,
}

impl TrackSubscriber {
    pub fn new(inner: model::Subscriber) -> Self {
        let info = inner.info();
        Self {
            timescale: info.timescale.as_u64() as f64,
            latency_max_ms: info.max_age.as_secs_f64() * 1000.0,
            priority: info.priority,
            slot: Slot::new(inner),
            here: false,
        }
    }

    /// A reader in the process of the publisher. Datagrams before it are not for it.
    pub fn here(mut inner: model::Subscriber) -> Self {
        while let Poll::Ready(Ok(Some(_))) = inner.poll_recv_datagram(&Waiter::noop()) {}
        let mut subscriber = Self::new(inner);
        subscriber.here = true;
        subscriber
    }
}

fn give(group: moq_net::group::Consumer, here: bool) -> JsValue {
    if here {
        group::GroupConsumer::here(group).into()
    } else {
        group::GroupConsumer::new(group).into()
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
        let here = self.here;
        error::promise(async move {
            Ok(match wait.await.transpose()?.flatten() {
                Some(group) => give(group, here),
                None => JsValue::UNDEFINED,
            })
        })
    }

    /// A group that is there now: undefined if there is none, null at the end.
    pub fn try_recv_group(&self) -> Result<JsValue, JsValue> {
        let polled = self
            .slot
            .with(|inner| inner.poll_recv_group(&Waiter::noop()));
        Ok(match polled {
            Some(Poll::Ready(group)) => match group.map_err(|e| error::to_js(&e))? {
                Some(group) => give(group, self.here),
                None => JsValue::NULL,
            },
            Some(Poll::Pending) | None => JsValue::UNDEFINED,
        })
    }

    /// Whether the publisher has ended the track, read or not. Throws what the track broke off with.
    pub fn is_finished(&self) -> Result<bool, JsValue> {
        match self.slot.with(|inner| inner.poll_finished(&Waiter::noop())) {
            Some(Poll::Ready(ended)) => ended.map(|_| true).map_err(|e| error::to_js(&e)),
            Some(Poll::Pending) | None => Ok(false),
        }
    }

    /// Resolves once the publisher has ended the track, read or not, or this handle is closed.
    pub fn finished(&self) -> Promise {
        let wait = self.slot.watch(|inner, waiter| inner.poll_finished(waiter));
        error::promise(async move {
            wait.await.transpose()?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Holds the reader to the groups from `start` (never lower than before) to `end`, both included.
    pub fn set_groups(&self, start: f64, end: Option<f64>) {
        let start = start.max(0.0) as u64;
        self.slot.with(|inner| match end {
            Some(end) if end < 0.0 => inner.set_groups(start..0),
            Some(end) => inner.set_groups(start..=end as u64),
            None => inner.set_groups(start..),
        });
        self.slot.wake();
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

    /// Changes what is asked of the publisher, whether or not somebody reads.
    pub fn update(
        &self,
        priority: u8,
        latency_max_ms: f64,
        start_group: f64,
        end_group: f64,
    ) -> Result<(), JsValue> {
        let options = SubscribeOptions::new(priority, latency_max_ms, start_group, end_group);
        let updated = self.slot.with(|inner| {
            let updated = inner.update(options.subscription());
            // What is asked for goes out when groups are looked for. That takes none where no group is within
            // bounds: moq-net keeps what there is, and gives it when the bounds are as they should be again.
            inner.set_groups(..0);
            let _ = inner.poll_recv_group(&Waiter::noop());
            if self.here {
                inner.set_groups(..);
            } else {
                options.bound(inner);
            }
            updated
        });
        // Those who wait look for groups themselves from here on.
        self.slot.wake();
        updated
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))
    }

    /// Ends the subscription, and reads that wait.
    pub fn close(&self) {
        self.slot.close();
    }
}
