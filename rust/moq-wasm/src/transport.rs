//! The browser's WebTransport behind the transport trait that moq-net asks for.
//!
//! web-transport-wasm implements `web-transport-trait` 0.5 and moq-net asks for 0.4. The poll traits of
//! the two differ in one signature (`set_priority`), so newtypes that forward each call close the gap.

use bytes::Bytes;
use std::task::{Context, Poll, ready};
use url::Url;
use wasm_bindgen::JsValue;
use web_transport_trait::{Stats, StatsUnavailable, poll};
use web_transport_wasm as wasm;

#[derive(Clone)]
pub struct Session(wasm::Session);
pub struct SendStream(wasm::SendStream);
pub struct RecvStream(wasm::RecvStream);

#[derive(Clone, Debug)]
pub struct Error(wasm::Error);

impl Session {
    /// Opens a WebTransport session, pinned to `hashes` (SHA-256 of the certificate) if there are any.
    pub async fn connect(
        url: Url,
        protocols: &[&str],
        hashes: Vec<Vec<u8>>,
    ) -> Result<Self, Error> {
        let builder = wasm::ClientBuilder::new().with_protocols(protocols);
        let client = if hashes.is_empty() {
            builder.with_system_roots()
        } else {
            builder.with_server_certificate_hashes(hashes)
        };
        client.connect(url).await.map(Self).map_err(Error)
    }

    /// Wraps an object of WebTransport's shape which JavaScript opened and which is `ready`.
    pub fn over(transport: web_sys::WebTransport, url: Url) -> Self {
        Self(wasm::Session::new(transport, url))
    }
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
        Poll::Ready(Ok((SendStream(send), RecvStream(recv))))
    }

    fn poll_open_uni(&mut self, cx: &mut Context<'_>) -> Poll<Result<SendStream, Error>> {
        self.0.poll_open_uni(cx).map_ok(SendStream).map_err(Error)
    }

    fn poll_open_bi(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(SendStream, RecvStream), Error>> {
        let (send, recv) = ready!(self.0.poll_open_bi(cx)).map_err(Error)?;
        Poll::Ready(Ok((SendStream(send), RecvStream(recv))))
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
        self.0.max_datagram_size()
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

impl poll::SendStream for SendStream {
    type Error = Error;

    fn poll_write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize, Error>> {
        self.0.poll_write(cx, buf).map_err(Error)
    }

    fn set_priority(&mut self, order: u8) {
        self.0.set_priority(order.into());
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.0.finish().map_err(Error)
    }

    fn reset(&mut self, code: u32) {
        self.0.reset(code);
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        wasm::generic::poll::SendStream::poll_closed(&mut self.0, cx).map_err(Error)
    }
}

impl poll::RecvStream for RecvStream {
    type Error = Error;

    fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        dst: &mut [u8],
    ) -> Poll<Result<Option<usize>, Error>> {
        self.0.poll_read(cx, dst).map_err(Error)
    }

    fn poll_read_chunk(
        &mut self,
        cx: &mut Context<'_>,
        max: usize,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        self.0.poll_read_chunk(cx, max).map_err(Error)
    }

    fn stop(&mut self, code: u32) {
        self.0.stop(code);
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        wasm::generic::poll::RecvStream::poll_closed(&mut self.0, cx).map_err(Error)
    }
}
