//! Groups: ordered streams of frames.

use crate::{error, forward, origin, slot::Slot, track};
use js_sys::{Array, Float64Array, Promise, Uint8Array};
use moq_net::{Timescale, Timestamp, frame, group as model, kio::Waiter};
use std::{cell::RefCell, task::Poll};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// How many frames one bulk read gives at most.
const BULK_FRAMES: usize = 256;

/// `value` in units of `timescale` a second.
pub fn timestamp(value: f64, timescale: f64) -> Result<Timestamp, JsValue> {
    let timestamp =
        Timescale::new(timescale as u64).and_then(|scale| Timestamp::new(value as u64, scale));
    timestamp.map_err(|_| error::to_js(&moq_net::Error::TimestampMismatch))
}

/// The write side of a group.
#[wasm_bindgen]
pub struct GroupProducer {
    slot: Slot<model::Producer>,
    sequence: f64,
    /// What a group that stands alone lives in.
    home: Option<(moq_net::broadcast::Producer, moq_net::track::Producer)>,
    /// A group that stands alone is read and copied after its end too, until it is let go of.
    ended: RefCell<Option<model::Producer>>,
}

impl GroupProducer {
    pub fn new(inner: model::Producer) -> Self {
        Self {
            sequence: inner.sequence as f64,
            slot: Slot::new(inner),
            home: None,
            ended: RefCell::default(),
        }
    }

    fn reader(&self) -> Option<model::Consumer> {
        let open = self.slot.with(|inner| inner.consume());
        open.or_else(|| self.ended.borrow().as_ref().map(model::Producer::consume))
    }
}

#[wasm_bindgen]
impl GroupProducer {
    /// A group in no track but one of its own.
    pub fn standalone(sequence: f64, timescale: f64) -> Result<GroupProducer, JsValue> {
        let make = || {
            let broadcast = origin::standalone();
            let track = broadcast.create_track("", track::info(timescale, f64::INFINITY, 0))?;
            let mut group = Self::new(track.create_group((sequence as u64).into())?);
            group.home = Some((broadcast, track));
            Ok(group)
        };
        make().map_err(|e| error::to_js(&e))
    }

    /// Copies what was written so far to `target`. The payloads are shared.
    pub fn copy_to(&self, target: &GroupProducer) -> Result<(), JsValue> {
        let mut from = self.reader().ok_or_else(error::closed)?;
        let copied = target.slot.with(|to| forward::snapshot(&mut from, to));
        copied
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))
    }

    #[wasm_bindgen(getter)]
    pub fn sequence(&self) -> f64 {
        self.sequence
    }

    /// Writes a frame; the payload is copied.
    pub fn write_frame(&self, value: f64, timescale: f64, payload: Vec<u8>) -> Result<(), JsValue> {
        let timestamp = timestamp(value, timescale)?;
        let written = self
            .slot
            .with(|inner| inner.write_frame(timestamp, payload));
        written
            .ok_or_else(error::closed)?
            .map_err(|e| error::to_js(&e))
    }

    /// A read handle that needs no session.
    pub fn consume(&self) -> Result<GroupConsumer, JsValue> {
        let reader = self.reader().ok_or_else(error::closed)?;
        Ok(GroupConsumer::new(reader))
    }

    /// Ends the group: no frame comes after those there are.
    pub fn finish(&self) {
        if let Some(producer) = self.slot.close() {
            // It may have been aborted already, which ends it as well.
            let _ = producer.finish();
            if self.home.is_some() {
                self.ended.replace(Some(producer));
            }
        }
    }

    /// Breaks the group off.
    pub fn abort(&self, code: Option<u16>) {
        if let Some(producer) = self.slot.close() {
            let _ = producer.abort(error::from_code(code));
        }
    }
}

/// The read side of a group.
#[wasm_bindgen]
pub struct GroupConsumer {
    slot: Slot<model::Consumer>,
    sequence: f64,
    timescale: f64,
}

impl GroupConsumer {
    pub fn new(inner: model::Consumer) -> Self {
        Self {
            sequence: inner.sequence as f64,
            timescale: inner.timescale().as_u64() as f64,
            slot: Slot::new(inner),
        }
    }
}

#[wasm_bindgen]
impl GroupConsumer {
    #[wasm_bindgen(getter)]
    pub fn sequence(&self) -> f64 {
        self.sequence
    }

    #[wasm_bindgen(getter)]
    pub fn timescale(&self) -> f64 {
        self.timescale
    }

    /// How many frames the group has held so far.
    #[wasm_bindgen(getter)]
    pub fn frame_count(&self) -> f64 {
        self.slot
            .with(|inner| inner.frame_count() as f64)
            .unwrap_or(0.0)
    }

    /// The next frame as `[timestamp, payload]`, or undefined at the end.
    pub fn read_frame(&self) -> Promise {
        let wait = self
            .slot
            .wait(|inner, waiter| inner.poll_read_frame(waiter));
        error::promise(async move {
            Ok(wait
                .await
                .transpose()?
                .flatten()
                .map_or(JsValue::UNDEFINED, |frame| pair(&frame)))
        })
    }

    /// The next frame from `from` on as `[timestamp, payload, sequence]`, or undefined at the end.
    pub fn read_frame_sequence(&self, from: f64) -> Promise {
        let wait = self.slot.wait(move |inner, waiter| {
            inner.skip_to(from as u64);
            let frame = std::task::ready!(inner.poll_read_frame(waiter))?;
            Poll::Ready(Ok::<_, moq_net::Error>(
                frame.map(|frame| numbered(&frame, inner)),
            ))
        });
        error::promise(async move {
            Ok(wait
                .await
                .transpose()?
                .flatten()
                .unwrap_or(JsValue::UNDEFINED))
        })
    }

    /// A frame that is there now as `[timestamp, payload, sequence]`: undefined if there is none, null at
    /// the end.
    pub fn try_read_frame_sequence(&self) -> Result<JsValue, JsValue> {
        let read = self.slot.with(|inner| {
            ready(inner.poll_read_frame(&Waiter::noop()))
                .map(|frame| frame.map(|frame| frame.map(|frame| numbered(&frame, inner))))
        });
        match read.flatten().transpose().map_err(|e| error::to_js(&e))? {
            Some(Some(frame)) => Ok(frame),
            Some(None) => Ok(JsValue::NULL),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// A frame that is there now as `[timestamp, payload]`: undefined if there is none, null at the end.
    pub fn try_read_frame(&self) -> Result<JsValue, JsValue> {
        let read = self
            .slot
            .with(|inner| ready(inner.poll_read_frame(&Waiter::noop())));
        match read.flatten().transpose().map_err(|e| error::to_js(&e))? {
            Some(Some(frame)) => Ok(pair(&frame)),
            Some(None) => Ok(JsValue::NULL),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Whether no frame can be read any more.
    #[wasm_bindgen(getter)]
    pub fn is_done(&self) -> bool {
        self.slot
            .with(|inner| match inner.poll_finished(&Waiter::noop()) {
                Poll::Ready(Ok(_)) => inner.frame_count() as u64 <= inner.index(),
                Poll::Ready(Err(error)) => !matches!(error, moq_net::Error::Lagged),
                Poll::Pending => false,
            })
            .unwrap_or(true)
    }

    /// Whether frames were dropped that this reader has not read.
    #[wasm_bindgen(getter)]
    pub fn is_lagged(&self) -> bool {
        self.slot
            .with(|inner| {
                matches!(
                    inner.poll_finished(&Waiter::noop()),
                    Poll::Ready(Err(moq_net::Error::Lagged))
                )
            })
            .unwrap_or(false)
    }

    /// Whether the publisher has ended the group, read or not. Throws what the group broke off with.
    pub fn is_ended(&self) -> Result<bool, JsValue> {
        match self.slot.with(|inner| poll_ended(inner, &Waiter::noop())) {
            Some(Poll::Ready(ended)) => ended.map(|()| true).map_err(|e| error::to_js(&e)),
            Some(Poll::Pending) | None => Ok(false),
        }
    }

    /// Resolves once the publisher has ended the group, read or not, or this handle is closed.
    pub fn ended(&self) -> Promise {
        let wait = self.slot.watch(|inner, waiter| poll_ended(inner, waiter));
        error::promise(async move {
            wait.await.transpose()?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Resolves once a read would not wait.
    pub fn readable(&self) -> Promise {
        let wait = self.slot.watch(|inner, waiter| {
            if inner.frame_count() as u64 > inner.index() {
                return Poll::Ready(());
            }
            inner.poll_finished(waiter).map(|_| ())
        });
        error::promise(async move {
            wait.await;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Every frame that is ready, in one crossing: `[index, bytes]`, where `index` holds a timestamp and
    /// a length for each frame and `bytes` the payloads one behind the other. Waits for the first;
    /// undefined at the end.
    pub fn read_frames(&self) -> Promise {
        let wait = self.slot.wait(poll_bulk);
        error::promise(async move {
            Ok(wait
                .await
                .transpose()?
                .flatten()
                .unwrap_or(JsValue::UNDEFINED))
        })
    }

    /// Lets the group go, and ends reads that wait.
    pub fn close(&self) {
        self.slot.close();
    }
}

/// The end of the group whatever was read of it: asked for a reader that has read everything.
fn poll_ended(group: &model::Consumer, waiter: &Waiter) -> Poll<Result<(), moq_net::Error>> {
    let mut last = group.clone();
    last.skip_to(last.frame_count() as u64);
    last.poll_finished(waiter).map_ok(|_| ())
}

fn pair(frame: &frame::Frame) -> JsValue {
    let payload = Uint8Array::from(frame.payload.as_ref());
    Array::of2(&(frame.timestamp.value() as f64).into(), &payload.into()).into()
}

/// A frame that `group` has just given, with its sequence.
fn numbered(frame: &frame::Frame, group: &model::Consumer) -> JsValue {
    Array::of3(
        &(frame.timestamp.value() as f64).into(),
        &Uint8Array::from(frame.payload.as_ref()).into(),
        &(group.index().saturating_sub(1) as f64).into(),
    )
    .into()
}

fn poll_bulk(
    group: &mut model::Consumer,
    waiter: &Waiter,
) -> Poll<Result<Option<JsValue>, moq_net::Error>> {
    let mut frames = frame::Buffer::<BULK_FRAMES>::new();
    let count = std::task::ready!(group.poll_read_frames(waiter, &mut frames))?;
    if count == 0 {
        return Poll::Ready(Ok(None));
    }
    let frames = frames.filled();
    let length: usize = frames.iter().map(|frame| frame.payload.len()).sum();
    let bytes = Uint8Array::new_with_length(length as u32);
    let mut index = Vec::with_capacity(count * 2);
    let mut offset = 0u32;
    for frame in frames {
        let end = offset + frame.payload.len() as u32;
        bytes.subarray(offset, end).copy_from(&frame.payload);
        index.extend([frame.timestamp.value() as f64, frame.payload.len() as f64]);
        offset = end;
    }
    let index = Float64Array::from(index.as_slice());
    Poll::Ready(Ok(Some(Array::of2(&index.into(), &bytes.into()).into())))
}

/// A poll that ended, or nothing.
fn ready<T>(poll: Poll<T>) -> Option<T> {
    match poll {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
