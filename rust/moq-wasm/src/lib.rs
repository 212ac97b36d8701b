//! wasm-bindgen bindings of moq-net.
