//! Groups: ordered streams of frames.

use crate::{error, forward, memory, origin, slot::Slot, track};
use js_sys::{Array, Float64Array, Promise, Uint8Array};
use moq_net::{Timescale, Timestamp, frame, group as model, kio::Waiter};
use std::{cell::RefCell, task::Poll};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// How many frames one bulk read gives at most.
const BULK_FRAMES: usize = 256;
/// How many bytes are put together before they cross; what is more is copied frame by frame.
const TAKE_BYTES: usize = 64 * 1024;
/// From this size on a frame crosses alone.
const BIG_FRAME_BYTES: usize = 4 * 1024;

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
        memory::keep_room();
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

    /// What is ready now, in one crossing: undefined if nothing is, null at the end, else as
    /// [`Self::next_frames`].
    pub fn take_frames(&self) -> Result<JsValue, JsValue> {
        let taken = self.slot.with(|inner| poll_take(inner, &Waiter::noop()));
        match taken {
            Some(Poll::Ready(taken)) => taken
                .map(|frames| frames.unwrap_or(JsValue::NULL))
                .map_err(|e| error::to_js(&e)),
            Some(Poll::Pending) | None => Ok(JsValue::UNDEFINED),
        }
    }

    /// As [`Self::take_frames`], waiting for the first; undefined at the end. One frame alone is
    /// `[sequence, timestamp, payload]`; small frames that are ready together are `[sequence, index, bytes]`,
    /// with the first one's sequence, a timestamp and a length of each, and the payloads one behind the other.
    pub fn next_frames(&self) -> Promise {
        let wait = self.slot.wait(poll_take);
        error::promise(async move {
            Ok(wait
                .await
                .transpose()?
                .flatten()
                .unwrap_or(JsValue::UNDEFINED))
        })
    }

    /// Passes over the frames below `sequence`.
    pub fn skip_to(&self, sequence: f64) {
        self.slot.with(|inner| inner.skip_to(sequence as u64));
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

/// One frame alone.
fn single(frame: &frame::Frame, sequence: f64) -> JsValue {
    Array::of3(
        &sequence.into(),
        &(frame.timestamp.value() as f64).into(),
        &Uint8Array::from(frame.payload.as_ref()).into(),
    )
    .into()
}

/// What is ready, up to [`TAKE_BYTES`]; a big frame ends it, as there is nothing to save for one.
fn poll_take(
    group: &mut model::Consumer,
    waiter: &Waiter,
) -> Poll<Result<Option<JsValue>, moq_net::Error>> {
    let Some(first) = std::task::ready!(group.poll_read_frame(waiter))? else {
        return Poll::Ready(Ok(None));
    };
    let sequence = group.index().saturating_sub(1) as f64;
    if first.payload.len() >= BIG_FRAME_BYTES {
        return Poll::Ready(Ok(Some(single(&first, sequence))));
    }
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.clear();
        scratch.push(&first);
        while scratch.bytes.len() < TAKE_BYTES && scratch.count() < BULK_FRAMES {
            // An end or an error is there at the next read too.
            let Poll::Ready(Ok(Some(frame))) = group.poll_read_frame(&Waiter::noop()) else {
                break;
            };
            scratch.push(&frame);
        }
        if scratch.count() == 1 {
            return Poll::Ready(Ok(Some(single(&first, sequence))));
        }
        let (index, bytes) = scratch.arrays();
        let taken = Array::of3(&sequence.into(), &index.into(), &bytes.into());
        Poll::Ready(Ok(Some(taken.into())))
    })
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = const { RefCell::new(Scratch { index: Vec::new(), bytes: Vec::new() }) };
}

/// Frames on their way to JavaScript, put together on this side: a crossing costs more than a copy.
struct Scratch {
    index: Vec<f64>,
    bytes: Vec<u8>,
}

impl Scratch {
    fn clear(&mut self) {
        self.index.clear();
        self.bytes.clear();
    }

    fn push(&mut self, frame: &frame::Frame) {
        self.index
            .extend([frame.timestamp.value() as f64, frame.payload.len() as f64]);
        self.bytes.extend_from_slice(&frame.payload);
    }

    fn count(&self) -> usize {
        self.index.len() / 2
    }

    fn arrays(&self) -> (Float64Array, Uint8Array) {
        (
            Float64Array::from(self.index.as_slice()),
            Uint8Array::from(self.bytes.as_slice()),
        )
    }
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
    let (index, bytes) = if length <= TAKE_BYTES {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.clear();
            for frame in frames {
                scratch.push(frame);
            }
            scratch.arrays()
        })
    } else {
        spread(frames, length)
    };
    Poll::Ready(Ok(Some(Array::of2(&index.into(), &bytes.into()).into())))
}

/// As [`Scratch::arrays`], with each payload copied once alone: for many bytes.
fn spread(frames: &[frame::Frame], length: usize) -> (Float64Array, Uint8Array) {
    let bytes = Uint8Array::new_with_length(length as u32);
    let mut index = Vec::with_capacity(frames.len() * 2);
    let mut offset = 0u32;
    for frame in frames {
        let end = offset + frame.payload.len() as u32;
        bytes.subarray(offset, end).copy_from(&frame.payload);
        index.extend([frame.timestamp.value() as f64, frame.payload.len() as f64]);
        offset = end;
    }
    (Float64Array::from(index.as_slice()), bytes)
}
