//! wasm-bindgen bindings of moq-net: one file a concept, both halves (publish and consume).
//!
//! Conventions, for whoever adds a method:
//! - A method that waits returns a `Promise` made from clones, never an `async fn` with `&self`: a
//!   borrow held across an await makes a later `free()` or a second call throw.
//! - Every handle lives in a [`slot::Slot`]: overlapping calls queue, and `close()` ends pending ones.
//! - Times and sequences cross as `f64` (exact up to 2^53), payloads as `Uint8Array` (one copy each way).

#[cfg(any(target_family = "wasm", test))]
mod event;
#[cfg(any(target_family = "wasm", test))]
mod log;

#[cfg(target_family = "wasm")]
mod broadcast;
#[cfg(target_family = "wasm")]
mod error;
#[cfg(target_family = "wasm")]
mod forward;
#[cfg(target_family = "wasm")]
mod group;
#[cfg(target_family = "wasm")]
mod memory;
#[cfg(target_family = "wasm")]
mod origin;
#[cfg(target_family = "wasm")]
mod receiver;
#[cfg(target_family = "wasm")]
mod send;
#[cfg(target_family = "wasm")]
mod session;
#[cfg(target_family = "wasm")]
mod slot;
#[cfg(target_family = "wasm")]
mod subscriber;
#[cfg(target_family = "wasm")]
mod track;
#[cfg(target_family = "wasm")]
mod transport;

#[cfg(target_family = "wasm")]
pub use log::setup;
