//! What JavaScript tells of its transport: for each stream, how much is there, and its end.
//!
//! `src/net/polled` holds the promises and calls in here with a key. A number crosses for each chunk, where a promise
//! that is waited for here costs two closures and an object.

use slab::Slab;
use std::{
    cell::RefCell,
    mem,
    task::{Context, Poll, Waker},
};
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// What a transport or a stream of it ended with.
#[derive(Clone, Debug)]
pub enum Error {
    /// The session was closed, by either side.
    Session {
        code: u32,
        reason: String,
    },
    /// The peer broke the stream off.
    Stream {
        code: u32,
        message: String,
    },
    /// This side has ended it.
    Closed,
    Other(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Session { code, reason } => {
                write!(f, "the session was closed with code {code}: {reason}")
            }
            Self::Stream { code, message } => {
                write!(f, "the stream was reset with code {code}: {message}")
            }
            Self::Closed => f.write_str("the stream has ended"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

/// One that nobody looks at any more is told of for a while: its serial number keeps that from the next in its place.
struct Event {
    serial: u64,
    count: u32,
    end: Option<Result<(), Error>>,
    waker: Option<Waker>,
    /// Where more than one waits for the same, such as who flushes a stream and who writes to it.
    others: Vec<Waker>,
    /// Where many wait for the end, and come and go: one of each, at its [`Place`].
    places: Slab<Waker>,
}

/// Where one of many waits for an end.
#[derive(Default)]
pub struct Place(Option<usize>);

#[derive(Default)]
struct Events {
    slab: Slab<Event>,
    next_serial: u64,
}

thread_local! {
    static EVENTS: RefCell<Events> = RefCell::default();
}

/// Keys are numbers to JavaScript, which has 53 bits for them: a place below, a serial number above.
const SERIAL_BITS: u32 = 21;

/// What is told of one thing, for as long as this is held.
pub struct Key {
    place: usize,
    serial: u64,
}

impl Key {
    pub fn new() -> Self {
        EVENTS.with_borrow_mut(|events| {
            let serial = events.next_serial;
            events.next_serial = (serial + 1) % (1 << SERIAL_BITS);
            let place = events.slab.insert(Event {
                serial,
                count: 0,
                end: None,
                waker: None,
                others: Vec::new(),
                places: Slab::new(),
            });
            Self { place, serial }
        })
    }

    /// The key as JavaScript has it.
    pub fn number(&self) -> f64 {
        (self.serial << 32 | self.place as u64) as f64
    }

    /// How much was told of and not taken, or the end once all of it is.
    pub fn poll(&self, cx: &mut Context<'_>) -> Poll<Result<u32, Result<(), Error>>> {
        self.with(|event| {
            if event.count > 0 {
                return Poll::Ready(Ok(event.count));
            }
            match &event.end {
                Some(end) => Poll::Ready(Err(end.clone())),
                None => event.wait(cx),
            }
        })
    }

    /// The end, whatever there is before it.
    pub fn poll_end(&self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.with(|event| match &event.end {
            Some(end) => Poll::Ready(end.clone()),
            None => event.wait(cx),
        })
    }

    /// As [`Self::poll_end`], for one of many: who waits at `place` is one, whatever task it polls from.
    pub fn poll_end_at(&self, place: &mut Place, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.with(|event| {
            if let Some(end) = &event.end {
                return Poll::Ready(end.clone());
            }
            let waker = cx.waker();
            match place.0.and_then(|at| event.places.get_mut(at)) {
                Some(known) => known.clone_from(waker),
                None => place.0 = Some(event.places.insert(waker.clone())),
            }
            Poll::Pending
        })
    }

    /// Nobody waits at `place` any more.
    pub fn leave(&self, place: &mut Place) {
        let waker = self.with(|event| place.0.take().and_then(|at| event.places.try_remove(at)));
        drop(waker);
    }

    /// What it broke off with, if it has.
    pub fn failure(&self) -> Option<Error> {
        self.with(|event| event.end.clone().and_then(Result::err))
    }

    /// Has been taken of what was told of.
    pub fn take(&self, count: u32) {
        self.with(|event| event.count = event.count.saturating_sub(count));
    }

    /// The end from this side: what there was is not taken, and what is told of it later does not count.
    pub fn end(&self, error: Error) {
        tell(self.place, self.serial, |event| {
            event.count = 0;
            event.end.get_or_insert(Err(error));
        });
    }

    fn with<R>(&self, f: impl FnOnce(&mut Event) -> R) -> R {
        EVENTS.with_borrow_mut(|events| f(&mut events.slab[self.place]))
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // Dropped out here: a waker may drop what holds another key.
        let event = EVENTS.with_borrow_mut(|events| events.slab.try_remove(self.place));
        drop(event);
    }
}

impl Event {
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<T> {
        let waker = cx.waker();
        match &self.waker {
            None => self.waker = Some(waker.clone()),
            Some(known) if known.will_wake(waker) => {}
            Some(_) if self.others.iter().any(|known| known.will_wake(waker)) => {}
            Some(_) => self.others.push(waker.clone()),
        }
        Poll::Pending
    }
}

fn tell(place: usize, serial: u64, change: impl FnOnce(&mut Event)) {
    let wakers = EVENTS.with_borrow_mut(|events| {
        let event = events
            .slab
            .get_mut(place)
            .filter(|event| event.serial == serial)?;
        change(event);
        // Who waits for an end goes on waiting until there is one.
        let places = match event.end {
            Some(_) => mem::take(&mut event.places),
            None => Slab::new(),
        };
        Some((event.waker.take(), mem::take(&mut event.others), places))
    });
    let Some((waker, others, places)) = wakers else {
        return;
    };
    let at_places = places.into_iter().map(|(_, waker)| waker);
    let all = waker.into_iter().chain(others).chain(at_places);
    all.for_each(Waker::wake);
}

fn tell_number(key: f64, change: impl FnOnce(&mut Event)) {
    let key = key as u64;
    tell((key & u64::from(u32::MAX)) as usize, key >> 32, change);
}

/// There are `count` more of what `key` counts: bytes, streams, datagrams, or that a writer takes the next chunk.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn told(key: f64, count: u32) {
    tell_number(key, |event| {
        if event.end.is_none() {
            event.count = event.count.saturating_add(count);
        }
    });
}

/// What has `key` has come to its end as it should.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn ended(key: f64) {
    tell_number(key, |event| {
        event.end.get_or_insert(Ok(()));
    });
}

/// What has `key` broke off: the session, or else a stream of it, with a `code` where the peer gave one.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn failed(key: f64, session: bool, code: Option<u32>, message: String) {
    let error = match (session, code) {
        (true, code) => Error::Session {
            code: code.unwrap_or_default(),
            reason: message,
        },
        (false, Some(code)) => Error::Stream { code, message },
        (false, None) => Error::Other(message),
    };
    tell_number(key, |event| {
        event.end.get_or_insert(Err(error));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;

    fn now<T>(f: impl FnOnce(&mut Context<'_>) -> Poll<T>) -> Option<T> {
        match f(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    #[test]
    fn what_was_told_of_comes_before_the_end() {
        let key = Key::new();
        assert!(now(|cx| key.poll(cx)).is_none());
        told(key.number(), 3);
        ended(key.number());
        assert!(matches!(now(|cx| key.poll(cx)), Some(Ok(3))));
        key.take(3);
        assert!(matches!(now(|cx| key.poll(cx)), Some(Err(Ok(())))));
    }

    #[test]
    fn the_first_end_is_the_one_that_counts() {
        let key = Key::new();
        failed(key.number(), false, Some(7), "reset".to_owned());
        ended(key.number());
        assert!(matches!(key.failure(), Some(Error::Stream { code: 7, .. })));
    }

    #[test]
    fn an_end_is_seen_before_what_is_left_by_who_looks_for_it_alone() {
        let key = Key::new();
        told(key.number(), 1);
        assert!(now(|cx| key.poll_end(cx)).is_none());
        ended(key.number());
        assert!(matches!(now(|cx| key.poll_end(cx)), Some(Ok(()))));
        assert!(matches!(now(|cx| key.poll(cx)), Some(Ok(1))));
    }

    #[test]
    fn nothing_is_taken_after_an_end_from_this_side() {
        let key = Key::new();
        told(key.number(), 1);
        key.end(Error::Closed);
        told(key.number(), 1);
        assert!(matches!(
            now(|cx| key.poll(cx)),
            Some(Err(Err(Error::Closed)))
        ));
    }

    #[test]
    fn who_waits_for_an_end_at_a_place_is_one_until_it_leaves() {
        let key = Key::new();
        let (mut here, mut there) = (Place::default(), Place::default());
        let waiting = || key.with(|event| event.places.len());
        for _ in 0..3 {
            assert!(now(|cx| key.poll_end_at(&mut here, cx)).is_none());
            assert!(now(|cx| key.poll_end_at(&mut there, cx)).is_none());
            assert_eq!(waiting(), 2);
        }
        told(key.number(), 1);
        assert_eq!(waiting(), 2);
        key.leave(&mut here);
        assert_eq!(waiting(), 1);
        ended(key.number());
        assert_eq!(waiting(), 0);
        assert!(matches!(
            now(|cx| key.poll_end_at(&mut there, cx)),
            Some(Ok(()))
        ));
        key.leave(&mut there);
    }

    #[test]
    fn what_is_told_of_one_that_is_gone_is_not_heard_by_the_next_in_its_place() {
        let number = {
            let gone = Key::new();
            gone.number()
        };
        let next = Key::new();
        assert_ne!(next.number(), number);
        told(number, 1);
        ended(number);
        assert!(now(|cx| next.poll(cx)).is_none());
    }
}
