//! Groups: ordered streams of frames.

use crate::{
    error, forward, memory, origin,
    receiver::{self, Given},
    slot::Slot,
    track,
};
use js_sys::Promise;
use moq_net::{
    Timescale, Timestamp, frame, group as model,
    kio::{Park, Waiter},
};
use std::{
    cell::{Cell, OnceCell, RefCell},
    task::{Context, Poll, Waker},
};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// How many frames one bulk read gives at most.
const BULK_FRAMES: usize = 256;
/// How many bytes are put together before they cross; what is more is copied frame by frame.
const TAKE_BYTES: usize = 64 * 1024;
/// How many frames npm's library keeps for a reader of its own process; moq-net keeps more.
const KEPT_HERE: u64 = 1024;
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
        Ok(GroupConsumer::here(reader))
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

    /// As [`Self::finish`], for a group that broke off and that nobody else is to know of: it can be aborted yet.
    pub fn finish_here(&self) {
        if let Some(producer) = self.slot.close() {
            let _ = producer.finish();
            self.ended.replace(Some(producer));
        }
    }

    /// Breaks the group off.
    pub fn abort(&self, code: Option<u16>) {
        if let Some(producer) = self.slot.close().or_else(|| self.ended.take()) {
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
    /// Of the reader that waits: TypeScript sees to it that there is one at a time.
    reader: OnceCell<Waker>,
    park: RefCell<Park>,
    /// How many frames may wait to be read; a reader of another process has what moq-net keeps.
    kept: u64,
    /// The first frame that was still kept when this reader was found to have fallen behind.
    evicted: Cell<u64>,
    /// The first frame that this reader wants.
    from: Cell<u64>,
}

impl GroupConsumer {
    pub fn new(inner: model::Consumer) -> Self {
        Self {
            sequence: inner.sequence as f64,
            timescale: inner.timescale().as_u64() as f64,
            slot: Slot::new(inner),
            reader: OnceCell::new(),
            park: RefCell::default(),
            kept: u64::MAX,
            evicted: Cell::default(),
            from: Cell::default(),
        }
    }

    /// A reader in the process of the writer.
    pub fn here(inner: model::Consumer) -> Self {
        let mut reader = Self::new(inner);
        reader.kept = KEPT_HERE;
        reader
    }

    /// The first frame that is kept.
    fn first_kept(&self, inner: &model::Consumer) -> u64 {
        (inner.frame_count() as u64).saturating_sub(self.kept)
    }

    /// Looks whether this reader has fallen behind, which it then stays. One that only tries passes over the gap.
    fn keep_up(&self, tries: bool) -> Result<(), JsValue> {
        let evicted = self.slot.with(|inner| {
            let first = self.first_kept(inner);
            if inner.index() < first {
                self.evicted.set(first);
                if tries {
                    inner.skip_to(first);
                }
            }
            self.evicted.get() > self.from.get()
        });
        if evicted == Some(true) && !tries {
            return Err(error::to_js(&moq_net::Error::Lagged));
        }
        Ok(())
    }

    /// Polls for whoever waits as `reader`, always the same number; where that is 0 or less, for nobody.
    fn poll(
        &self,
        reader: f64,
        f: impl FnOnce(&mut model::Consumer, &Waiter) -> Poll<Result<Given, moq_net::Error>>,
    ) -> Result<Given, JsValue> {
        let polled = if reader <= 0.0 {
            self.slot.with(|inner| f(inner, &Waiter::noop()))
        } else {
            let waker = self.reader.get_or_init(|| receiver::waker(reader));
            let mut park = self.park.borrow_mut();
            let waiter = park.hold(&Context::from_waker(waker));
            self.slot.with(|inner| f(inner, waiter))
        };
        match polled {
            Some(Poll::Ready(given)) => given.map_err(|e| error::to_js(&e)),
            Some(Poll::Pending) | None => Ok(Given::Nothing),
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

    /// Gives the receiver what is ready now: one frame alone, or small ones together. Where nothing is, `reader` is
    /// woken once there may be, unless it is 0: that passes over what was dropped, and -1 throws there as others do.
    pub fn poll_frames(&self, reader: f64) -> Result<Given, JsValue> {
        self.keep_up(reader == 0.0)?;
        self.poll(reader, poll_take)
    }

    /// As [`Self::poll_frames`], with every frame that is ready, however large.
    pub fn poll_all_frames(&self, reader: f64) -> Result<Given, JsValue> {
        self.poll(reader, poll_bulk)
    }

    /// Passes over the frames below `sequence`.
    pub fn skip_to(&self, sequence: f64) {
        self.from.set(sequence as u64);
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
                let behind = inner.index() < self.first_kept(inner);
                behind
                    || self.evicted.get() > 0
                    || matches!(
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

/// What is ready, up to [`TAKE_BYTES`]; a big frame ends it, as there is nothing to save for one.
fn poll_take(group: &mut model::Consumer, waiter: &Waiter) -> Poll<Result<Given, moq_net::Error>> {
    let Some(first) = std::task::ready!(group.poll_read_frame(waiter))? else {
        return Poll::Ready(Ok(Given::End));
    };
    let sequence = group.index().saturating_sub(1) as f64;
    if first.payload.len() >= BIG_FRAME_BYTES {
        return Poll::Ready(Ok(single(&first, sequence)));
    }
    SCRATCH.with_borrow_mut(|scratch| {
        scratch.clear();
        scratch.push(&first);
        while scratch.bytes.len() < TAKE_BYTES && scratch.count() < BULK_FRAMES {
            let Some(frame) = another(group) else { break };
            scratch.push(&frame);
        }
        Poll::Ready(Ok(match scratch.count() {
            1 => single(&first, sequence),
            _ => scratch.give(sequence),
        }))
    })
}

/// One more frame, where there is one. An end or an error is there at the next read too.
fn another(group: &mut model::Consumer) -> Option<frame::Frame> {
    // A read that finds nothing looks through the track for what may end the group, which costs more than the frame did.
    if group.frame_count() as u64 <= group.index() {
        return None;
    }
    match group.poll_read_frame(&Waiter::noop()) {
        Poll::Ready(Ok(frame)) => frame,
        Poll::Ready(Err(_)) | Poll::Pending => None,
    }
}

fn single(frame: &frame::Frame, sequence: f64) -> Given {
    receiver::frame(sequence, frame.timestamp.value() as f64, &frame.payload);
    Given::Frame
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
        self.index.extend(indexed(frame));
        self.bytes.extend_from_slice(&frame.payload);
    }

    fn count(&self) -> usize {
        self.index.len() / 2
    }

    fn give(&self, sequence: f64) -> Given {
        receiver::frames(sequence, &self.index, &self.bytes);
        Given::Frames
    }
}

/// A frame's timestamp and length.
fn indexed(frame: &frame::Frame) -> [f64; 2] {
    [frame.timestamp.value() as f64, frame.payload.len() as f64]
}

fn poll_bulk(group: &mut model::Consumer, waiter: &Waiter) -> Poll<Result<Given, moq_net::Error>> {
    let Some(first) = std::task::ready!(group.poll_read_frame(waiter))? else {
        return Poll::Ready(Ok(Given::End));
    };
    let sequence = group.index().saturating_sub(1) as f64;
    let Some(second) = another(group) else {
        return Poll::Ready(Ok(single(&first, sequence)));
    };
    let mut frames = vec![first, second];
    while frames.len() < BULK_FRAMES {
        let Some(frame) = another(group) else { break };
        frames.push(frame);
    }
    let length: usize = frames.iter().map(|frame| frame.payload.len()).sum();
    Poll::Ready(Ok(if length <= TAKE_BYTES {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.clear();
            for frame in &frames {
                scratch.push(frame);
            }
            scratch.give(sequence)
        })
    } else {
        spread(sequence, &frames, length)
    }))
}

/// As [`Scratch::give`], with each payload copied once alone: for many bytes.
fn spread(sequence: f64, frames: &[frame::Frame], length: usize) -> Given {
    let index: Vec<f64> = frames.iter().flat_map(indexed).collect();
    receiver::room(sequence, &index, length as f64);
    let mut offset = 0;
    for frame in frames {
        receiver::part(offset as f64, &frame.payload);
        offset += frame.payload.len();
    }
    Given::Frames
}
