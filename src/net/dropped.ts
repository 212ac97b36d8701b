/**
 * Warnings of handles that were dropped without being closed. wasm-bindgen frees what is behind them; but by
 * then the peer has waited for an end that nobody told.
 */
const handles = new FinalizationRegistry<string>((what) => {
  console.warn(`${what} was dropped without being closed: close it when it is done`);
});

/** Warns if `handle` is collected before {@link settled}. */
export function expectClose(handle: WeakKey, what: string): void {
  handles.register(handle, what, handle);
}

/** No warning any more. */
export function settled(handle: WeakKey): void {
  handles.unregister(handle);
}
