//! Link arguments of the wasm module; every other target builds without them.

/// Bytes. Building the machine passes whole frame buffers by value, so this is not the smallest that runs;
/// the linker's own default (1 MiB) would more than double every snapshot.
const STACK_SIZE: u32 = 384 * 1024;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-cdylib-link-arg=-zstack-size={STACK_SIZE}");
        // A test reads it between calls, to show that it is at rest there and so is no part of the state.
        println!("cargo::rustc-cdylib-link-arg=--export=__stack_pointer");
    }
}
