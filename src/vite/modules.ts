/** The wasm modules as the plugin sees them: what they are made from, where they lie, how they are built. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import type { Reporter } from "../../scripts/lib/report.mjs";
import { SHARED } from "../../scripts/lib/sources.mjs";

export interface WasmModules {
  /** The folder that everything here is in. */
  readonly root: string;
  /** Files and folders that the modules are made from; absolute. */
  readonly sources: readonly string[];
  /** A folder with a folder for each module, and in it a stamp that is written last; absolute. */
  readonly generated: string;
  /**
   * Builds what is not up to date, and replaces it once it is whole.
   * @throws where it cannot, or was stopped
   */
  build(report: Reporter): Promise<unknown>;
  /** Breaks off a build. */
  stop(): Promise<unknown>;
}

const PARTS = ["wasm", "core"] as const;
const CRATES = ["rust/moq-wasm", "emulator/core/abi", "emulator/core/gameboy", "emulator/core/nes"];

/**
 * The scripts that build, loaded by Node itself and only here. Imported in the usual way they would become part of the
 * bundle that Vite makes of its configuration at each start, which takes longer than all else that the plugin does.
 */
async function scripts() {
  const load = (name: string) =>
    import(/* @vite-ignore */ new URL(`../../scripts/lib/${name}`, import.meta.url).href);
  const index: typeof import("../../scripts/lib/index.mjs") = await load("index.mjs");
  const children: typeof import("../../scripts/lib/children.mjs") = await load("children.mjs");
  return { ensureAll: index.ensureAll, endAll: children.endAll };
}

/** This package's own, built by its scripts. */
export const ownModules: WasmModules = {
  root,
  sources: [...SHARED, ...CRATES].map((path) => join(root, path)),
  generated: join(root, "generated"),
  build: async (report) => {
    const { ensureAll } = await scripts();
    // Vite itself may run on these packages: they are not replaced under it. A bare checkout has none to replace.
    const given = existsSync(join(root, "node_modules", "binaryen")) ? (["packages"] as const) : [];
    return ensureAll({ only: PARTS, given, report });
  },
  stop: async () => (await scripts()).endAll(),
};

/** The name of the file that is written when a module has been replaced. */
const STAMP = ".stamp.json";

/** Each module's stamp, by its folder's name. */
export type Stamps = ReadonlyMap<string, string>;

/** @param generated see {@link WasmModules.generated} */
export function readStamps(generated: string): Stamps {
  const stamps = new Map<string, string>();
  if (!existsSync(generated)) return stamps;
  for (const name of readdirSync(generated)) {
    const file = join(generated, name, STAMP);
    if (existsSync(file)) stamps.set(name, readFileSync(file, "utf8"));
  }
  return stamps;
}

/** The names of the modules that are new or others than before. */
export const replaced = (before: Stamps, now: Stamps): string[] =>
  [...now].filter(([name, stamp]) => before.get(name) !== stamp).map(([name]) => name);

/** Whether a path is `folder` or below it. */
export const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder + sep);

/** Whether a module may be made from this file; what cargo and editors leave about is not. */
export function isSource({ sources }: WasmModules, path: string): boolean {
  const top = sources.find((source) => isWithin(source, path));
  if (top === undefined) return false;
  return !relative(top, path)
    .split(sep)
    .some((part) => part === "target" || part.startsWith("."));
}

export const isStamp = ({ generated }: WasmModules, path: string): boolean =>
  isWithin(generated, path) && basename(path) === STAMP;
