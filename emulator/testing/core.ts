import { existsSync, readdirSync, readFileSync } from "node:fs";

import type { CoreName } from "../consoles.ts";
import { type Core, compileCore } from "../core.ts";

/** Where the set-up puts the built cores. */
export const CORE_URLS: Readonly<Record<CoreName, URL>> = {
  gameboy: new URL("../../generated/core/gameboy.wasm", import.meta.url),
  nes: new URL("../../generated/core-nes/nes.wasm", import.meta.url),
};

/** The real core; the tests stand in for nothing. */
export async function testCore(name: CoreName = "gameboy"): Promise<Core> {
  const url = CORE_URLS[name];
  if (!existsSync(url)) {
    throw new Error(`${url.pathname} is not there: run \`npm start\` or \`npm test\` once to build it.`);
  }
  return compileCore(new Uint8Array(readFileSync(url)));
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
