import { EmulatorError } from "./errors.ts";
import { sha256, toHex } from "./sha256.ts";

/** The version of the C functions that this code knows (docs/core-abi.md). */
const ABI_VERSION = 2;

/** A compiled core. It can be posted to a Worker as it is: the module is shared, not copied. */
export interface Core {
  readonly module: WebAssembly.Module;
  /** The first 16 bytes of the SHA-256 of the wasm, 32 hexadecimal digits: the name of this build. */
  readonly hash: string;
}

/** The functions of docs/core-abi.md, as an instance has them. */
export interface CoreExports {
  readonly memory: WebAssembly.Memory;
  abi_version(): number;
  rom_alloc(bytes: number): number;
  init(mode: number): number;
  step(buttons: number): number;
  is_color(): number;
  pixels_ptr(): number;
  palette_ptr(): number;
  palette_len(): number;
  rgba_ptr(): number;
  samples_ptr(): number;
  samples_len(): number;
  sample_rate(): number;
  battery_ptr(): number;
  battery_len(): number;
  clock_ptr(): number;
  clock_len(): number;
  peek(address: number): number;
  constant_ptr(): number;
  constant_len(): number;
  pack_alloc(bytes: number): number;
  pack(): void;
  unpack(limit: number): number;
  packed_ptr(): number;
  packed_len(): number;
  fault_ptr(): number;
  fault_len(): number;
}

const FUNCTIONS = [
  "abi_version",
  "rom_alloc",
  "init",
  "step",
  "is_color",
  "pixels_ptr",
  "palette_ptr",
  "palette_len",
  "rgba_ptr",
  "samples_ptr",
  "samples_len",
  "sample_rate",
  "battery_ptr",
  "battery_len",
  "clock_ptr",
  "clock_len",
  "peek",
  "constant_ptr",
  "constant_len",
  "pack_alloc",
  "pack",
  "unpack",
  "packed_ptr",
  "packed_len",
  "fault_ptr",
  "fault_len",
] as const satisfies readonly (keyof CoreExports)[];

/**
 * Compiles a core, once, for any number of games.
 *
 * @throws {EmulatorError} `bad-core` where the bytes are not wasm or the module is not sealed: one that imports
 * anything could do something else tomorrow.
 */
export async function compileCore(wasm: Uint8Array<ArrayBuffer>): Promise<Core> {
  const hash = toHex(sha256(wasm).subarray(0, 16));
  let module: WebAssembly.Module;
  try {
    module = await WebAssembly.compile(wasm);
  } catch (cause) {
    throw new EmulatorError("bad-core", "The emulator core is not wasm: build it again.", { cause });
  }
  const [first] = WebAssembly.Module.imports(module);
  if (first) {
    throw new EmulatorError(
      "bad-core",
      `The emulator core imports ${first.module}.${first.name}, and a core may import nothing: build it again.`,
    );
  }
  const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const missing = ["memory", ...FUNCTIONS].find((name) => !names.has(name));
  if (missing) {
    throw new EmulatorError("bad-core", `The emulator core has no ${missing}: build it again.`);
  }
  return { module, hash };
}

/** A new instance. The exports were checked when the core was compiled. */
export function instantiate(core: Core): CoreExports {
  const { exports } = new WebAssembly.Instance(core.module, {});
  const instance = exports as unknown as CoreExports;
  const version = instance.abi_version();
  if (version !== ABI_VERSION) {
    throw new EmulatorError(
      "bad-core",
      `The emulator core speaks version ${version} of its interface, and this page ${ABI_VERSION}: build both again.`,
    );
  }
  return instance;
}
