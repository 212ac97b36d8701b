//! Whoever takes what wasm gives, and is woken where there may be more: `src/net/receiver.ts`.
//!
//! A promise for each read would cost a task, two closures and an object for each field of what it gives.

use std::{
    cell::OnceCell,
    sync::Arc,
    task::{Wake, Waker},
};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// `Receiver` of `src/net/receiver.ts`. None of its methods throws, or calls back before it returns.
    #[wasm_bindgen(typescript_type = "object")]
    pub type Receiver;

    #[wasm_bindgen(method)]
    fn frame(this: &Receiver, sequence: f64, timestamp: f64, payload: &[u8]);
    #[wasm_bindgen(method)]
    fn frames(this: &Receiver, sequence: f64, index: &[f64], bytes: &[u8]);
    #[wasm_bindgen(method)]
    fn room(this: &Receiver, sequence: f64, index: &[f64], length: f64);
    #[wasm_bindgen(method)]
    fn part(this: &Receiver, offset: f64, bytes: &[u8]);
    #[wasm_bindgen(method)]
    fn woken(this: &Receiver, reader: f64);
}

/// What the receiver was given.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Given {
    /// There is nothing yet.
    Nothing,
    /// There will be nothing more.
    End,
    /// A frame alone.
    Frame,
    /// Frames together.
    Frames,
}

thread_local! {
    static RECEIVER: OnceCell<Receiver> = const { OnceCell::new() };
}

/// Sets the receiver, once and before anything is read.
#[wasm_bindgen]
pub fn set_receiver(receiver: Receiver) {
    RECEIVER.with(|cell| {
        let _ = cell.set(receiver);
    });
}

fn with(f: impl FnOnce(&Receiver)) {
    RECEIVER.with(|cell| cell.get().map(f));
}

/// A frame with its sequence in the group.
pub fn frame(sequence: f64, timestamp: f64, payload: &[u8]) {
    with(|receiver| receiver.frame(sequence, timestamp, payload));
}

/// Frames with the first one's sequence: a timestamp and a length of each, and the payloads one behind the other.
pub fn frames(sequence: f64, index: &[f64], bytes: &[u8]) {
    with(|receiver| receiver.frames(sequence, index, bytes));
}

/// As [`frames`], with the payloads still to come, as [`part`]s.
pub fn room(sequence: f64, index: &[f64], length: f64) {
    with(|receiver| receiver.room(sequence, index, length));
}

pub fn part(offset: f64, bytes: &[u8]) {
    with(|receiver| receiver.part(offset, bytes));
}

/// What wakes the receiver's `reader`.
pub fn waker(reader: f64) -> Waker {
    Waker::from(Arc::new(Reader(reader)))
}

struct Reader(f64);

impl Wake for Reader {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        with(|receiver| receiver.woken(self.0));
    }
}
