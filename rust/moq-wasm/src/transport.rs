//! The browser's WebTransport behind the transport trait that moq-net asks for.
//!
//! web-transport-wasm implements `web-transport-trait` 0.5 and moq-net asks for 0.4. The poll traits of
//! the two differ in one signature (`set_priority`), so newtypes that forward each call close the gap.

use crate::{address, memory, send::SendStream};
use bytes::Bytes;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::task::{Context, Poll, ready};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{WebTransportHash, WebTransportOptions};
use web_transport_trait::{Stats, StatsUnavailable, poll};
use web_transport_wasm as wasm;

/// What every path of QUIC carries in a datagram: https://www.rfc-editor.org/rfc/rfc9000#section-14
const DATAGRAM_BYTES: usize = 1200;

#[derive(Clone)]
pub struct Session(wasm::Session);
pub struct RecvStream(wasm::RecvStream);

#[derive(Clone, Debug)]
pub struct Error(pub(crate) wasm::Error);

/// A WebTransport that may not be ready yet.
pub struct Opening(web_sys::WebTransport);

impl Opening {
    pub async fn ready(self) -> Result<Session, JsValue> {
        let ready: Promise = JsValue::from(self.0.ready()).unchecked_into();
        JsFuture::from(ready).await.map_err(failed)?;
        Ok(Session::over(self.0))
    }
}

fn failed(cause: JsValue) -> JsValue {
    let error = js_sys::Error::new("WebTransport could not be opened");
    error.set_cause(&cause);
    error.into()
}

impl Session {
    /// Opens a WebTransport session, pinned to `hashes` (SHA-256 of the certificate) if there are any.
    pub fn open(url: &str, protocols: &[&str], hashes: &[Uint8Array]) -> Result<Opening, JsValue> {
        let options = WebTransportOptions::new();
        let protocols: Array = protocols.iter().map(|name| JsValue::from(*name)).collect();
        // web-sys has no setter for it yet. A property of an object made just now cannot be refused.
        let _ = Reflect::set(&options, &"protocols".into(), &protocols);
        if !hashes.is_empty() {
            let pins: Vec<WebTransportHash> = hashes.iter().map(pin).collect();
            options.set_server_certificate_hashes(&pins);
        }
        web_sys::WebTransport::new_with_options(url, &options)
            .map(Opening)
            .map_err(failed)
    }

    /// Wraps an object of WebTransport's shape which is ready.
    pub fn over(transport: web_sys::WebTransport) -> Self {
        Self(wasm::Session::new(transport, address::unread()))
    }
}

fn pin(sha256: &Uint8Array) -> WebTransportHash {
    let hash = WebTransportHash::new();
    hash.set_algorithm("sha-256");
    hash.set_value_u8_array(sha256);
    hash
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl web_transport_trait::Error for Error {
    fn session_error(&self) -> Option<(u32, String)> {
        wasm::generic::Error::session_error(&self.0)
    }

    fn stream_error(&self) -> Option<u32> {
        match &self.0 {
            // Over WebSocket a reset is an error of WebTransportError's shape, and not of its class.
            wasm::Error::Unknown(error) => shaped_code(error),
            error => wasm::generic::Error::stream_error(error),
        }
    }
}

/// The code of an error that says it is a stream's.
fn shaped_code(error: &JsValue) -> Option<u32> {
    let get = |name: &str| js_sys::Reflect::get(error, &name.into()).ok();
    if get("source")?.as_string()? != "stream" {
        return None;
    }
    let code = get("streamErrorCode")?.as_f64()?;
    (0.0..=f64::from(u32::MAX))
        .contains(&code)
        .then_some(code as u32)
}

impl poll::Session for Session {
    type SendStream = SendStream;
    type RecvStream = RecvStream;
    type Error = Error;

    fn poll_accept_uni(&mut self, cx: &mut Context<'_>) -> Poll<Result<RecvStream, Error>> {
        self.0.poll_accept_uni(cx).map_ok(RecvStream).map_err(Error)
    }

    fn poll_accept_bi(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(SendStream, RecvStream), Error>> {
        let (send, recv) = ready!(self.0.poll_accept_bi(cx)).map_err(Error)?;
        Poll::Ready(Ok((SendStream::new(send), RecvStream(recv))))
    }

    fn poll_open_uni(&mut self, cx: &mut Context<'_>) -> Poll<Result<SendStream, Error>> {
        self.0
            .poll_open_uni(cx)
            .map_ok(SendStream::new)
            .map_err(Error)
    }

    fn poll_open_bi(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(SendStream, RecvStream), Error>> {
        let (send, recv) = ready!(self.0.poll_open_bi(cx)).map_err(Error)?;
        Poll::Ready(Ok((SendStream::new(send), RecvStream(recv))))
    }

    fn poll_send_datagram(
        &mut self,
        cx: &mut Context<'_>,
        payload: &[u8],
    ) -> Poll<Result<(), Error>> {
        self.0.poll_send_datagram(cx, payload).map_err(Error)
    }

    fn poll_recv_datagram(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, Error>> {
        self.0.poll_recv_datagram(cx).map_err(Error)
    }

    fn max_datagram_size(&self) -> usize {
        match self.0.max_datagram_size() {
            // moq-net asks once, at the start, and over WebSocket the peer tells it later. What is too large by then,
            // or not wanted at all, is dropped, as datagrams may be.
            0 => DATAGRAM_BYTES,
            size => size,
        }
    }

    fn protocol(&self) -> Option<&str> {
        self.0.protocol()
    }

    fn close(&mut self, code: u32, reason: &str) {
        self.0.close(code, reason);
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        self.0.poll_closed(cx).map(Error)
    }

    fn stats(&self) -> impl Stats {
        // The browser gives statistics by a promise alone; TypeScript asks it for them.
        StatsUnavailable
    }
}

impl poll::RecvStream for RecvStream {
    type Error = Error;

    fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        dst: &mut [u8],
    ) -> Poll<Result<Option<usize>, Error>> {
        memory::keep_room();
        self.0.poll_read(cx, dst).map_err(Error)
    }

    fn poll_read_chunk(
        &mut self,
        cx: &mut Context<'_>,
        max: usize,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        memory::keep_room();
        self.0.poll_read_chunk(cx, max).map_err(Error)
    }

    fn stop(&mut self, code: u32) {
        self.0.stop(code);
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        wasm::generic::poll::RecvStream::poll_closed(&mut self.0, cx).map_err(Error)
    }
}
