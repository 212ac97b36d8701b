//! moq-net's errors as JavaScript's.

use js_sys::{Promise, Reflect};
use std::{future::Future, pin::Pin};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// An `Error` with moq-net's sentence, a `reason` to branch on, and `code` where the peer sent one.
pub fn to_js(error: &moq_net::Error) -> JsValue {
    let js = js_sys::Error::new(&error.to_string());
    js.set_name("MoqError");
    set(&js, "reason", reason(error));
    if let Some(code) = peer_code(error) {
        set(&js, "code", code);
    }
    js.into()
}

/// The error of a handle that was closed by this side.
pub fn closed() -> JsValue {
    to_js(&moq_net::Error::Closed)
}

/// A promise of `future`, whose error is [`to_js`]'s.
///
/// Boxed: what a promise of a future takes is big, and would be there once for each method.
pub fn promise<T: Into<JsValue>>(
    future: impl Future<Output = Result<T, moq_net::Error>> + 'static,
) -> Promise {
    settle(Box::pin(async move {
        future.await.map(Into::into).map_err(|error| to_js(&error))
    }))
}

/// As [`promise`], of a future whose error is JavaScript's already.
pub fn settle(future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(future)
}

/// The registered code that the peer sent, in the registry of streams or of sessions.
fn peer_code(error: &moq_net::Error) -> Option<u32> {
    match error {
        moq_net::Error::Stream(stream) => Some(stream.to_code()),
        moq_net::Error::Session(session) => Some(session.to_code()),
        moq_net::Error::Remote(code) => Some(*code),
        moq_net::Error::App(code) => Some(u32::from(*code) + 64),
        _ => None,
    }
}

fn reason(error: &moq_net::Error) -> &'static str {
    use moq_net::Error as E;
    match error {
        E::Transport(_) => "transport",
        E::Version | E::UnknownAlpn(_) => "version",
        E::Cancel => "cancel",
        E::Closed => "closed",
        E::Dropped => "dropped",
        E::Old => "old",
        E::Lagged | E::Evicted => "lagged",
        E::NotFound => "not-found",
        E::Unroutable => "unroutable",
        E::Unauthorized => "unauthorized",
        E::Timeout => "timeout",
        E::Duplicate => "duplicate",
        E::FrameTooLarge | E::GroupTooLarge => "too-large",
        E::GoingAway => "going-away",
        E::Session(_) | E::SessionClosed => "session",
        E::Stream(_) | E::Remote(_) | E::App(_) => "remote",
        _ => "protocol",
    }
}

fn set(target: &js_sys::Error, name: &str, value: impl Into<JsValue>) {
    // A plain property on an object made just now cannot be refused.
    let _ = Reflect::set(target, &name.into(), &value.into());
}

/// The error that an abort from JavaScript carries: an application's code, or a plain cancel.
pub fn from_code(code: Option<u16>) -> moq_net::Error {
    code.map_or(moq_net::Error::Cancel, moq_net::Error::App)
}
