import { type Core, type CoreName, compileCore } from "../../emulator/index.ts";
import { HeadlessError } from "./error.ts";
import { readSource, type Source } from "./source.ts";

/** Where the build puts the cores. */
const BUILT: Readonly<Record<CoreName, URL>> = {
  gameboy: new URL("../../generated/core/gameboy.wasm", import.meta.url),
  nes: new URL("../../generated/core-nes/nes.wasm", import.meta.url),
};

const built = new Map<CoreName, Promise<Core>>();

/**
 * A core of this build, compiled once, or another that is kept somewhere.
 *
 * @throws {HeadlessError} `no-core`, `unreadable`.
 * @throws {EmulatorError} `bad-core`.
 */
export async function loadCore(name: CoreName, source?: Source): Promise<Core> {
  if (source !== undefined) return await compileCore(await readSource(source));
  const loading = built.get(name) ?? loadBuilt(name);
  built.set(name, loading);
  return await loading;
}

async function loadBuilt(name: CoreName): Promise<Core> {
  let wasm: Uint8Array<ArrayBuffer>;
  try {
    wasm = await readSource(BUILT[name]);
  } catch (cause) {
    built.delete(name);
    const message = "The emulator core is not there: run `npm run build:wasm` once to build it.";
    throw new HeadlessError("no-core", message, { cause });
  }
  return await compileCore(wasm);
}
