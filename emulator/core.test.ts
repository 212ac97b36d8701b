import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { CoreName } from "./consoles.ts";
import { compileCore, instantiate } from "./core.ts";
import { bundledRoms, CORE_URLS, testCore } from "./testing/core.ts";
import { makeNesRom } from "./testing/nes-rom.ts";
import { generator, makeRom } from "./testing/rom.ts";

// Thousands of frames each, on a machine that may be busy with a build.
vi.setConfig({ testTimeout: 120_000 });

const CORES: [name: CoreName, rom: Uint8Array][] = [
  ["gameboy", makeRom()],
  ["nes", makeNesRom()],
];

test.each(CORES)("the core %s imports nothing", async (name) => {
  const { module } = await testCore(name);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
});

test.each(CORES)(
  "memory is all of %s's state: one mutable global, the stack pointer, at rest between calls",
  async (name, rom) => {
    const core = await testCore(name);
    expect(mutableGlobals(new Uint8Array(readFileSync(CORE_URLS[name])))).toBe(1);
    const exports = instantiate(core);
    const stack = (exports as unknown as { __stack_pointer: WebAssembly.Global }).__stack_pointer;
    const atRest = stack.value;
    const at = exports.rom_alloc(rom.length);
    new Uint8Array(exports.memory.buffer).set(rom, at);
    expect(exports.init(0)).toBe(0);
    for (let frame = 0; frame < 100; frame += 1) {
      exports.step(frame);
      expect(stack.value).toBe(atRest);
    }
  },
);

test.each(bundled())(
  "%s: nothing is written to what the core says is constant",
  async (_, rom, mode, name = "gameboy", skip = 0) => {
    const exports = instantiate(await testCore(name));
    const at = exports.rom_alloc(rom.length);
    new Uint8Array(exports.memory.buffer).set(rom, at);
    expect(exports.init(mode)).toBe(0);
    const base = new Uint8Array(exports.memory.buffer).slice();
    const ranges = new Uint32Array(exports.memory.buffer, exports.constant_ptr(), 2 * exports.constant_len());
    const [stackStart = 1, stackEnd = 0, romStart = 0, romEnd = 0] = ranges;
    const random = generator(mode);
    for (let frame = 0; frame < 2_000; frame += 1) {
      exports.step(random() & 0xff);
    }
    exports.peek(0xff40);
    const after = new Uint8Array(exports.memory.buffer);
    expect(stackStart).toBe(0);
    expect(Buffer.compare(after.subarray(0, stackEnd), base.subarray(0, stackEnd))).toBe(0);
    expect(Buffer.compare(after.subarray(romStart, romEnd), rom.subarray(skip))).toBe(0);
    // And there is much to spare of the stack that may be used: a quarter of it, and more, is as it was.
    expect(Buffer.compare(after.subarray(0, stackEnd + 8192), base.subarray(0, stackEnd + 8192))).toBe(0);
  },
);

test.each(CORES)("nothing in the core %s names a place on the machine that built it", (name) => {
  const text = readFileSync(CORE_URLS[name]).toString("latin1");
  expect(text).not.toMatch(/\/home\/|\/root\/|\/Users\/|\.cargo/);
});

test("wasm that imports is refused, and so is what is no wasm", async () => {
  // (module (import "env" "now" (func)))
  const importing = Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0],
    ...[2, 11, 1, 3, 0x65, 0x6e, 0x76, 3, 0x6e, 0x6f, 0x77, 0, 0],
  );
  await expect(compileCore(importing)).rejects.toMatchObject({
    reason: "bad-core",
    message: expect.stringContaining("env.now"),
  });
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  await expect(compileCore(empty)).rejects.toMatchObject({ reason: "bad-core" });
  await expect(compileCore(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ reason: "bad-core" });
});

function bundled(): [string, Uint8Array, number, CoreName?, number?][] {
  const roms: [string, Uint8Array][] = [["the test game", makeRom({ color: 0x80 })], ...bundledRoms()];
  return [
    ...roms.flatMap(([name, rom]): [string, Uint8Array, number][] => [
      [name, rom, 1],
      [`${name} in colour`, rom, 2],
    ]),
    // The header is not kept.
    ["the NES's test game", makeNesRom({ chrBanks: 1 }), 0, "nes", 16],
  ];
}

/** Counts in the module's global section (WebAssembly specification, 5.5.9); initialisers are one constant. */
function mutableGlobals(wasm: Uint8Array): number {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at] ?? 0;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  while (at < wasm.length) {
    const section = leb();
    const size = leb();
    const end = at + size;
    if (section === 6) {
      let mutable = 0;
      for (let left = leb(); left > 0; left -= 1) {
        at += 1;
        mutable += leb();
        expect(wasm[at]).toBe(0x41);
        at += 1;
        leb();
        expect(wasm[at]).toBe(0x0b);
        at += 1;
      }
      return mutable;
    }
    at = end;
  }
  return 0;
}
