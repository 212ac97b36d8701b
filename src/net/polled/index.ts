/**
 * WebTransport in the shape in which wasm polls it: what arrives is told by a number, and fetched when it is wanted.
 *
 * A promise that Rust waits for costs two closures, an object for its result and a crossing for each field of it. Here
 * the promises stay on this side, with callbacks that live as long as the stream: one crossing says that there is
 * something (`told`), one fetches it. `rust/moq-wasm/src/transport.rs` is the other side.
 *
 * What may not come in: MoQ. Nothing here calls into wasm but from a promise's callback, since whoever polls holds
 * what the call would need, or to tell a new key, for which nobody waits yet, of what is there; and nothing here throws,
 * since wasm cannot catch it.
 *
 * @module
 */
export { PolledSession } from "./session.ts";
