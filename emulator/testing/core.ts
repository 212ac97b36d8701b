import { existsSync, readdirSync, readFileSync } from "node:fs";

import { type Core, compileCore } from "../core.ts";

/** Where the set-up puts the built core. */
export const CORE_URL = new URL("../../generated/core/gameboy.wasm", import.meta.url);

/** The real core; the tests stand in for nothing. */
export async function testCore(): Promise<Core> {
  if (!existsSync(CORE_URL)) {
    throw new Error(
      "generated/core/gameboy.wasm is not there: run `npm start` or `npm test` once to build it.",
    );
  }
  return compileCore(new Uint8Array(readFileSync(CORE_URL)));
}

/** The games in public/roms, by file name. */
export function bundledRoms(): [name: string, rom: Uint8Array][] {
  const folder = new URL("../../public/roms/", import.meta.url);
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((name) => /\.gbc?$/.test(name))
    .map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))]);
}
