/** wasmboy has no types. */
declare module "wasmboy/dist/core/getWasmBoyWasmCore.esm.js" {
  export default function load(): Promise<unknown>;
}
