//! A transport that JavaScript opened, behind the trait that moq-net asks for.
//!
//! `src/net/polled` is the other side. Its methods do not throw, and none calls back before it returns.

use crate::{
    event::{Error, Key, Place},
    memory,
    send::SendStream,
};
use bytes::{Buf, Bytes};
use js_sys::{Array, Uint8Array};
use std::{
    cell::OnceCell,
    rc::Rc,
    task::{Context, Poll, ready},
};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_transport_trait::{Stats, StatsUnavailable, poll};

/// What every path of QUIC carries in a datagram: https://www.rfc-editor.org/rfc/rfc9000#section-14
const DATAGRAM_BYTES: usize = 1200;

#[wasm_bindgen]
extern "C" {
    /// `PolledSession` of `src/net/polled`.
    #[wasm_bindgen(typescript_type = "object")]
    pub type PolledSession;
    type PolledOpening;
    type PolledReceiveStream;
    pub type PolledSendStream;

    #[wasm_bindgen(method, getter)]
    fn protocol(this: &PolledSession) -> String;
    #[wasm_bindgen(method, getter, js_name = maxDatagramSize)]
    fn max_datagram_size(this: &PolledSession) -> u32;
    #[wasm_bindgen(method, js_name = acceptUni)]
    fn accept_uni(this: &PolledSession, key: f64);
    #[wasm_bindgen(method, js_name = takeUni)]
    fn take_uni(this: &PolledSession, key: f64) -> Option<PolledReceiveStream>;
    #[wasm_bindgen(method, js_name = acceptBi)]
    fn accept_bi(this: &PolledSession, key: f64);
    #[wasm_bindgen(method, js_name = takeBi)]
    fn take_bi(this: &PolledSession, send: f64, receive: f64) -> Option<Array>;
    #[wasm_bindgen(method, js_name = acceptDatagrams)]
    fn accept_datagrams(this: &PolledSession, key: f64);
    #[wasm_bindgen(method, js_name = takeDatagram)]
    fn take_datagram(this: &PolledSession) -> Option<Uint8Array>;
    #[wasm_bindgen(method, js_name = sendDatagram)]
    fn send_datagram(this: &PolledSession, key: f64, bytes: &[u8]) -> bool;
    #[wasm_bindgen(method, js_name = openUni)]
    fn open_uni(this: &PolledSession, key: f64) -> PolledOpening;
    #[wasm_bindgen(method, js_name = openedUni)]
    fn opened_uni(
        this: &PolledSession,
        opening: &PolledOpening,
        key: f64,
    ) -> Option<PolledSendStream>;
    #[wasm_bindgen(method, js_name = openBi)]
    fn open_bi(this: &PolledSession, key: f64) -> PolledOpening;
    #[wasm_bindgen(method, js_name = openedBi)]
    fn opened_bi(
        this: &PolledSession,
        opening: &PolledOpening,
        send: f64,
        receive: f64,
    ) -> Option<Array>;
    #[wasm_bindgen(method)]
    fn close(this: &PolledSession, code: u32, reason: &str);
    #[wasm_bindgen(method, js_name = watchClosed)]
    fn watch_closed(this: &PolledSession, key: f64);

    #[wasm_bindgen(method)]
    fn abandon(this: &PolledOpening);

    #[wasm_bindgen(method)]
    fn copy(this: &PolledReceiveStream, into: &mut [u8]);
    #[wasm_bindgen(method)]
    fn stop(this: &PolledReceiveStream, code: u32);

    #[wasm_bindgen(method)]
    pub fn write(this: &PolledSendStream, head: &[u8], rest: &[u8]) -> bool;
    #[wasm_bindgen(method, js_name = setPriority)]
    pub fn set_priority(this: &PolledSendStream, order: u8);
    #[wasm_bindgen(method)]
    pub fn finish(this: &PolledSendStream);
    #[wasm_bindgen(method)]
    pub fn reset(this: &PolledSendStream, code: u32);
}

impl web_transport_trait::Error for Error {
    fn session_error(&self) -> Option<(u32, String)> {
        match self {
            Self::Session { code, reason } => Some((*code, reason.clone())),
            _ => None,
        }
    }

    fn stream_error(&self) -> Option<u32> {
        match self {
            Self::Stream { code, .. } => Some(*code),
            _ => None,
        }
    }
}

/// What all clones of a session share. JavaScript is asked for each kind once somebody wants it.
struct Shared {
    js: PolledSession,
    protocol: String,
    uni: OnceCell<Key>,
    bi: OnceCell<Key>,
    datagrams: OnceCell<Key>,
    outgoing: Key,
    closed: OnceCell<Key>,
}

impl Shared {
    /// What is there to be taken, or why there will be nothing more.
    fn poll_incoming(
        &self,
        cx: &mut Context<'_>,
        key: &OnceCell<Key>,
        ask: fn(&PolledSession, f64),
    ) -> Poll<Result<(), Error>> {
        match ready!(watched(&self.js, key, ask).poll(cx)) {
            Ok(_) => Poll::Ready(Ok(())),
            Err(Err(error)) => Poll::Ready(Err(error)),
            // It only ends when the session does, so that says why.
            Err(Ok(())) => {
                let end = ready!(self.closed().poll_end(cx));
                Poll::Ready(Err(end.err().unwrap_or(Error::Closed)))
            }
        }
    }

    fn closed(&self) -> &Key {
        watched(&self.js, &self.closed, PolledSession::watch_closed)
    }
}

fn watched<'a>(
    js: &PolledSession,
    key: &'a OnceCell<Key>,
    ask: fn(&PolledSession, f64),
) -> &'a Key {
    key.get_or_init(|| {
        let key = Key::new();
        ask(js, key.number());
        key
    })
}

pub struct Session {
    shared: Rc<Shared>,
    opening_uni: Option<Opening>,
    opening_bi: Option<Opening>,
    /// Where this clone waits for the session's end.
    closed: Place,
}

impl Session {
    pub fn new(js: PolledSession) -> Self {
        Self {
            shared: Rc::new(Shared {
                protocol: js.protocol(),
                js,
                uni: OnceCell::new(),
                bi: OnceCell::new(),
                datagrams: OnceCell::new(),
                outgoing: Key::new(),
                closed: OnceCell::new(),
            }),
            opening_uni: None,
            opening_bi: None,
            closed: Place::default(),
        }
    }
}

/// A clone has nothing under way: each opens streams of its own.
impl Clone for Session {
    fn clone(&self) -> Self {
        Self {
            shared: self.shared.clone(),
            opening_uni: None,
            opening_bi: None,
            closed: Place::default(),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(key) = self.shared.closed.get() {
            key.leave(&mut self.closed);
        }
    }
}

/// A stream that was asked for; it is let go of where nobody waits for it any more.
struct Opening {
    js: PolledOpening,
    key: Key,
}

impl Opening {
    fn new(open: impl FnOnce(f64) -> PolledOpening) -> Self {
        let key = Key::new();
        let js = open(key.number());
        Self { js, key }
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let told = ready!(self.key.poll(cx));
        Poll::Ready(
            told.map(|_| ())
                .map_err(|end| end.err().unwrap_or(Error::Closed)),
        )
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.js.abandon();
    }
}

/// The halves of a stream that was taken with `take`.
fn halves(take: impl FnOnce(f64, f64) -> Option<Array>) -> Result<(SendStream, RecvStream), Error> {
    let (send, receive) = (Key::new(), Key::new());
    let both = take(send.number(), receive.number()).ok_or(Error::Closed)?;
    let half = |at| -> JsValue { both.get(at) };
    Ok((
        SendStream::new(half(0).unchecked_into(), send),
        RecvStream::new(half(1).unchecked_into(), receive),
    ))
}

impl poll::Session for Session {
    type SendStream = SendStream;
    type RecvStream = RecvStream;
    type Error = Error;

    fn poll_accept_uni(&mut self, cx: &mut Context<'_>) -> Poll<Result<RecvStream, Error>> {
        let shared = &self.shared;
        ready!(shared.poll_incoming(cx, &shared.uni, PolledSession::accept_uni))?;
        shared.uni.get().inspect(|key| key.take(1));
        let key = Key::new();
        let stream = shared.js.take_uni(key.number()).ok_or(Error::Closed)?;
        Poll::Ready(Ok(RecvStream::new(stream, key)))
    }

    fn poll_accept_bi(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(SendStream, RecvStream), Error>> {
        let shared = &self.shared;
        ready!(shared.poll_incoming(cx, &shared.bi, PolledSession::accept_bi))?;
        shared.bi.get().inspect(|key| key.take(1));
        Poll::Ready(halves(|send, receive| shared.js.take_bi(send, receive)))
    }

    fn poll_open_uni(&mut self, cx: &mut Context<'_>) -> Poll<Result<SendStream, Error>> {
        let js = &self.shared.js;
        let opening = self
            .opening_uni
            .get_or_insert_with(|| Opening::new(|key| js.open_uni(key)));
        let opened = ready!(opening.poll(cx)).and_then(|()| {
            let key = Key::new();
            let stream = js
                .opened_uni(&opening.js, key.number())
                .ok_or(Error::Closed)?;
            Ok(SendStream::new(stream, key))
        });
        self.opening_uni = None;
        Poll::Ready(opened)
    }

    fn poll_open_bi(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(SendStream, RecvStream), Error>> {
        let js = &self.shared.js;
        let opening = self
            .opening_bi
            .get_or_insert_with(|| Opening::new(|key| js.open_bi(key)));
        let opened = ready!(opening.poll(cx))
            .and_then(|()| halves(|send, receive| js.opened_bi(&opening.js, send, receive)));
        self.opening_bi = None;
        Poll::Ready(opened)
    }

    fn poll_send_datagram(
        &mut self,
        cx: &mut Context<'_>,
        payload: &[u8],
    ) -> Poll<Result<(), Error>> {
        let Shared { js, outgoing, .. } = &*self.shared;
        while !js.send_datagram(outgoing.number(), payload) {
            if let Ok(count) = ready!(outgoing.poll(cx)) {
                outgoing.take(count);
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_recv_datagram(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Error>> {
        let shared = &self.shared;
        ready!(shared.poll_incoming(cx, &shared.datagrams, PolledSession::accept_datagrams))?;
        shared.datagrams.get().inspect(|key| key.take(1));
        let datagram = shared.js.take_datagram().ok_or(Error::Closed)?;
        Poll::Ready(Ok(datagram.to_vec().into()))
    }

    fn max_datagram_size(&self) -> usize {
        match self.shared.js.max_datagram_size() {
            // moq-net asks once, at the start, and over WebSocket the peer tells it later. What is too large by then,
            // or not wanted at all, is dropped, as datagrams may be.
            0 => DATAGRAM_BYTES,
            size => size as usize,
        }
    }

    fn protocol(&self) -> Option<&str> {
        Some(self.shared.protocol.as_str()).filter(|protocol| !protocol.is_empty())
    }

    fn close(&mut self, code: u32, reason: &str) {
        self.shared.js.close(code, reason);
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        let end = self.shared.closed().poll_end_at(&mut self.closed, cx);
        end.map(|end| end.err().unwrap_or(Error::Closed))
    }

    fn stats(&self) -> impl Stats {
        // The browser gives statistics by a promise alone; TypeScript asks it for them.
        StatsUnavailable
    }
}

pub struct RecvStream {
    js: PolledReceiveStream,
    key: Key,
    /// Fetched, and not read yet.
    fetched: Bytes,
}

impl RecvStream {
    fn new(js: PolledReceiveStream, key: Key) -> Self {
        Self {
            js,
            key,
            fetched: Bytes::new(),
        }
    }

    /// Fetches all there is, where nothing is left. False at the end.
    fn poll_fetch(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        if !self.fetched.is_empty() {
            return Poll::Ready(Ok(true));
        }
        match ready!(self.key.poll(cx)) {
            Ok(count) => {
                memory::keep_room();
                let mut bytes = vec![0; count as usize];
                self.key.take(count);
                self.js.copy(&mut bytes);
                self.fetched = bytes.into();
                Poll::Ready(Ok(true))
            }
            Err(end) => Poll::Ready(end.map(|()| false)),
        }
    }
}

impl poll::RecvStream for RecvStream {
    type Error = Error;

    fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        dst: &mut [u8],
    ) -> Poll<Result<Option<usize>, Error>> {
        if dst.is_empty() {
            return Poll::Ready(Ok(Some(0)));
        }
        Poll::Ready(Ok(ready!(self.poll_fetch(cx))?.then(|| {
            let count = dst.len().min(self.fetched.len());
            self.fetched.copy_to_slice(&mut dst[..count]);
            count
        })))
    }

    fn poll_read_chunk(
        &mut self,
        cx: &mut Context<'_>,
        max: usize,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        if max == 0 {
            return Poll::Ready(Ok(Some(Bytes::new())));
        }
        Poll::Ready(Ok(ready!(self.poll_fetch(cx))?.then(|| {
            let count = max.min(self.fetched.len());
            self.fetched.split_to(count)
        })))
    }

    fn stop(&mut self, code: u32) {
        self.js.stop(code);
        self.key.end(Error::Closed);
        self.fetched.clear();
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.key.poll_end(cx)
    }
}

impl Drop for RecvStream {
    /// A peer that goes on sending would never get its credit back.
    fn drop(&mut self) {
        self.js.stop(0);
    }
}
