import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import {
  buildInputs,
  hashKey,
  lockedVersion,
  MEMBERS,
  SHARED,
  syncSources,
  toolchainChannel,
} from "./sources.mjs";

let clone = "";
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), "clone-"));
  for (const folder of [".cargo", ...MEMBERS.map((member) => `${member}/src`)]) {
    mkdirSync(join(clone, folder), { recursive: true });
  }
  for (const file of [...SHARED, ...MEMBERS.map((member) => `${member}/src/lib.rs`)]) {
    writeFileSync(join(clone, file), `// ${file}\n`);
  }
});

const key = (top: string, extras = { rustc: "1" }) =>
  hashKey(top, buildInputs(top, ["emulator/core/gameboy"]), extras);

test("two clones have the same key, wherever they are", () => {
  const other = mkdtempSync(join(tmpdir(), "clone-"));
  cpSync(clone, other, { recursive: true });
  expect(key(other)).toBe(key(clone));
});

test("the key follows the crate's sources, the lock, a new file and the tools, and not another crate", () => {
  const keys = new Set([key(clone)]);
  writeFileSync(join(clone, "rust/relay/src/lib.rs"), "// changed");
  keys.add(key(clone));
  expect(keys.size).toBe(1);
  writeFileSync(join(clone, "emulator/core/gameboy/src/lib.rs"), "// changed");
  keys.add(key(clone));
  writeFileSync(join(clone, "emulator/core/gameboy/src/new.rs"), "");
  keys.add(key(clone));
  writeFileSync(join(clone, "Cargo.lock"), "# changed");
  keys.add(key(clone));
  keys.add(key(clone, { rustc: "2" }));
  expect(keys.size).toBe(5);
});

test("syncing writes what differs and leaves the rest as it was", () => {
  const staged = join(clone, "staged");
  expect(syncSources(clone, staged).written).toHaveLength(SHARED.length + MEMBERS.length);
  const still = join(staged, "rust/relay/src/lib.rs");
  const before = statSync(still).mtimeMs;
  writeFileSync(join(clone, "emulator/core/gameboy/src/lib.rs"), "// changed");
  writeFileSync(join(staged, "Cargo.lock"), "# cargo wrote here");
  expect(syncSources(clone, staged)).toEqual({
    written: ["Cargo.lock", "emulator/core/gameboy/src/lib.rs"],
    removed: [],
  });
  expect(statSync(still).mtimeMs).toBe(before);
  expect(readFileSync(join(staged, "Cargo.lock"), "utf8")).toBe("// Cargo.lock\n");
});

test("a source that is gone goes from the copy", () => {
  const staged = join(clone, "staged");
  writeFileSync(join(clone, "rust/relay/src/old.rs"), "");
  syncSources(clone, staged);
  rmSync(join(clone, "rust/relay/src/old.rs"));
  expect(syncSources(clone, staged)).toEqual({ written: [], removed: ["rust/relay/src/old.rs"] });
  expect(existsSync(join(staged, "rust/relay/src/old.rs"))).toBe(false);
});

test("a version is read from the lock of the crate of just that name", () => {
  const lock =
    '[[package]]\nname = "wasm-bindgen-macro"\nversion = "9.9.9"\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.130"\n';
  expect(lockedVersion(lock, "wasm-bindgen")).toBe("0.2.130");
  expect(lockedVersion(lock, "wasm")).toBeUndefined();
});

test("the toolchain's channel is read from its file", () => {
  expect(toolchainChannel('[toolchain]\nchannel = "1.95"\n')).toBe("1.95");
});
