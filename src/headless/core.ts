import { type Core, compileCore } from "../../emulator/index.ts";
import { HeadlessError } from "./error.ts";
import { readSource, type Source } from "./source.ts";

/** Where the build puts the core. */
const BUILT = new URL("../../generated/core/gameboy.wasm", import.meta.url);

let built: Promise<Core> | undefined;

/**
 * The core of this build, compiled once, or another that is kept somewhere.
 *
 * @throws {HeadlessError} `no-core`, `unreadable`.
 * @throws {EmulatorError} `bad-core`.
 */
export async function loadCore(source?: Source): Promise<Core> {
  if (source !== undefined) return await compileCore(await readSource(source));
  built ??= loadBuilt();
  return await built;
}

async function loadBuilt(): Promise<Core> {
  let wasm: Uint8Array<ArrayBuffer>;
  try {
    wasm = await readSource(BUILT);
  } catch (cause) {
    built = undefined;
    const message = "The emulator core is not there: run `npm run build:wasm` once to build it.";
    throw new HeadlessError("no-core", message, { cause });
  }
  return await compileCore(wasm);
}
