/**
 * Sections of a wasm module (WebAssembly specification, 5.5.2).
 */

const CUSTOM = 0;
/** The magic number and the version. */
const PREAMBLE_SIZE = 8;

/**
 * A module without its custom sections: names, tools, and what crates leave there for tools that do not run.
 * @param {Uint8Array} wasm
 * @returns {Uint8Array} a copy
 */
export function withoutCustomSections(wasm) {
  const parts = [wasm.subarray(0, PREAMBLE_SIZE)];
  let at = PREAMBLE_SIZE;
  while (at < wasm.length) {
    const start = at;
    const id = wasm[at];
    at += 1;
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7, at += 1) {
      const byte = wasm[at] ?? 0;
      size |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    at += size;
    if (id !== CUSTOM) parts.push(wasm.subarray(start, at));
  }
  return Buffer.concat(parts);
}
