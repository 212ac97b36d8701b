//! The write side of a stream, small writes put together.
//!
//! moq-net writes a frame as two chunks, its head and its payload, and each chunk is a promise in JavaScript, which is
//! waited for before the next. Here small chunks are collected while the one before is on its
//! way, and go out together: at the latest when the tasks that run now have run.

use crate::{
    event::{Error, Key},
    transport::PolledSendStream,
};
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Context, Poll, Waker, ready},
};
use wasm_bindgen_futures::spawn_local;
use web_transport_trait::poll;

/// What is collected before a writer is made to wait, in bytes.
const COLLECT_BYTES: usize = 32 * 1024;
/// From this size on a chunk is not collected: to copy it would cost more than its promise.
const BIG_CHUNK_BYTES: usize = 8 * 1024;

pub struct SendStream(Rc<RefCell<State>>);

struct State {
    stream: Stream,
    collected: Vec<u8>,
    /// A task is on its way that writes what is collected.
    flushing: bool,
    /// Wakes that task, where the stream ends and its promise with it.
    flusher: Option<Waker>,
    /// The stream ends once what is collected is out.
    finishing: bool,
    failure: Option<Error>,
    /// Whoever waits for room.
    waiting: Option<Waker>,
}

/// The stream itself, which takes one chunk at a time.
struct Stream {
    js: PolledSendStream,
    key: Key,
    ended: bool,
}

impl Stream {
    /// Writes all of `head` and `rest`, one behind the other.
    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        head: &[u8],
        rest: &[u8],
    ) -> Poll<Result<(), Error>> {
        loop {
            if let Some(failure) = self.key.failure() {
                return Poll::Ready(Err(failure));
            }
            if self.ended {
                return Poll::Ready(Err(Error::Closed));
            }
            if self.js.write(head, rest) {
                return Poll::Ready(Ok(()));
            }
            match ready!(self.key.poll(cx)) {
                Ok(count) => self.key.take(count),
                Err(end) => return Poll::Ready(Err(end.err().unwrap_or(Error::Closed))),
            }
        }
    }

    /// Ends it behind what was written. One that has ended already stays as it is.
    fn finish(&mut self) {
        if !self.ended {
            self.ended = true;
            self.js.finish();
        }
    }

    fn reset(&mut self, code: u32) {
        self.ended = true;
        self.js.reset(code);
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.finish();
    }
}

impl SendStream {
    pub fn new(js: PolledSendStream, key: Key) -> Self {
        Self(Rc::new(RefCell::new(State {
            stream: Stream {
                js,
                key,
                ended: false,
            },
            collected: Vec::new(),
            flushing: false,
            flusher: None,
            finishing: false,
            failure: None,
            waiting: None,
        })))
    }

    /// Writes what is collected, beside whoever writes more.
    fn flush_soon(&self) {
        let mut state = self.0.borrow_mut();
        if state.flushing {
            return;
        }
        state.flushing = true;
        drop(state);
        let state = self.0.clone();
        spawn_local(poll_fn(move |cx| state.borrow_mut().poll_flush(cx)));
    }
}

impl State {
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while !self.collected.is_empty() {
            match self.stream.poll_write(cx, &self.collected, &[]) {
                Poll::Ready(Ok(())) => {
                    self.collected.clear();
                    self.wake();
                }
                Poll::Ready(Err(error)) => {
                    self.failure = Some(error);
                    self.collected = Vec::new();
                }
                Poll::Pending => {
                    self.flusher = Some(cx.waker().clone());
                    return Poll::Pending;
                }
            }
        }
        self.flushing = false;
        if self.finishing {
            self.stream.finish();
        }
        self.wake();
        Poll::Ready(())
    }

    /// The stream has ended: what is collected goes nowhere.
    fn ended(&mut self) {
        self.collected = Vec::new();
        self.finishing = false;
        self.failure.get_or_insert(Error::Closed);
        if let Some(flusher) = self.flusher.take() {
            flusher.wake();
        }
    }

    fn wake(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }
}

impl poll::SendStream for SendStream {
    type Error = Error;

    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize, Error>> {
        let mut state = self.0.borrow_mut();
        if let Some(failure) = &state.failure {
            return Poll::Ready(Err(failure.clone()));
        }
        if state.finishing {
            return Poll::Ready(Err(Error::Closed));
        }
        if buf.len() >= BIG_CHUNK_BYTES {
            // What is collected goes out in front of it, in one piece with it.
            let State {
                stream, collected, ..
            } = &mut *state;
            ready!(stream.poll_write(cx, collected, buf))?;
            collected.clear();
            return Poll::Ready(Ok(buf.len()));
        }
        if state.collected.len() >= COLLECT_BYTES {
            state.waiting = Some(cx.waker().clone());
            return Poll::Pending;
        }
        state.collected.extend_from_slice(buf);
        drop(state);
        self.flush_soon();
        Poll::Ready(Ok(buf.len()))
    }

    fn set_priority(&mut self, order: u8) {
        self.0.borrow().stream.js.set_priority(order);
    }

    fn finish(&mut self) -> Result<(), Error> {
        let mut state = self.0.borrow_mut();
        state.finishing = true;
        if state.flushing {
            return Ok(());
        }
        state.stream.finish();
        Ok(())
    }

    fn reset(&mut self, code: u32) {
        let mut state = self.0.borrow_mut();
        state.stream.reset(code);
        state.ended();
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let mut state = self.0.borrow_mut();
        let closed = ready!(state.stream.key.poll_end(cx));
        state.ended();
        Poll::Ready(closed)
    }
}

impl Drop for SendStream {
    /// What is collected still goes out, and the stream ends behind it.
    fn drop(&mut self) {
        self.0.borrow_mut().finishing = true;
    }
}
