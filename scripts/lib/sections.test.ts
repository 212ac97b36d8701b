import { expect, test } from "vitest";
import { withoutCustomSections } from "./sections.mjs";

const preamble = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const types = [1, 4, 1, 0x60, 0, 0];
const custom = (bytes: number) => [
  0,
  0x80 | (bytes & 0x7f),
  bytes >> 7,
  1,
  0x78,
  ...Array(bytes - 2).fill(7),
];

test("custom sections go, wherever they are, and the rest stays to the byte", () => {
  const wasm = Uint8Array.of(...preamble, ...custom(300), ...types, ...custom(5));
  expect(WebAssembly.Module.customSections(new WebAssembly.Module(wasm), "x")).toHaveLength(2);
  expect([...withoutCustomSections(wasm)]).toEqual([...preamble, ...types]);
});
