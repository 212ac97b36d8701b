import { expect, test } from "vitest";
import { cargoProgress, isCargoBar } from "./cargo.mjs";
import { lookForChromium } from "./chromium.mjs";
import { compilerAdvice } from "./compiler.mjs";
import { satisfied } from "./packages.mjs";
import { cacheFolder } from "./paths.mjs";
import { recentEnough } from "./rust.mjs";

test("installed packages serve where each that is not optional has the locked version", () => {
  const wanted = { packages: { "": {}, a: { version: "1.0.0" }, b: { version: "2.0.0", optional: true } } };
  expect(satisfied(wanted, { packages: { a: { version: "1.0.0" } } })).toBe(true);
  expect(satisfied(wanted, { packages: { a: { version: "1.0.1" } } })).toBe(false);
  expect(satisfied(wanted, { packages: { b: { version: "2.0.0" } } })).toBe(false);
  expect(satisfied(wanted, { packages: { a: { version: "1.0.0" }, b: { version: "2.0.1" } } })).toBe(false);
});

test("a compiler that is too old does not serve", () => {
  expect(recentEnough("rustc 1.94.9 (0 2026-01-01)")).toBe(false);
  expect(recentEnough("rustc 1.95.0 (59807616e 2026-04-14)")).toBe(true);
  expect(recentEnough("rustc 2.0.0 (0 2030-01-01)")).toBe(true);
  expect(recentEnough("")).toBe(false);
});

test("the advice on a C compiler is a command of this system", () => {
  const has = (name: string) => (names: string[]) => (names.includes(name) ? `/usr/bin/${name}` : undefined);
  expect(compilerAdvice("linux", has("apt-get"), true)).toBe(
    "apt-get update && apt-get install -y build-essential",
  );
  expect(compilerAdvice("linux", has("dnf"), false)).toBe("sudo dnf install -y gcc make");
  expect(compilerAdvice("darwin", has("brew"), false)).toBe("xcode-select --install");
});

test("cargo's bar is progress and stays out of the log", () => {
  const bar = "    Building [=====>      ] 106/126: chacha20, wasmtimer";
  expect(cargoProgress(bar)).toBe("106 of 126 crates: chacha20, wasmtimer");
  expect(isCargoBar(bar)).toBe(true);
  expect(cargoProgress("   Compiling moq-net v0.3.18")).toBe("Compiling moq-net v0.3.18");
  expect(isCargoBar("   Compiling moq-net v0.3.18")).toBe(false);
  expect(cargoProgress("error[E0432]: unresolved import")).toBeUndefined();
});

test("the cache is where the environment says, else in the user's cache folder", () => {
  expect(cacheFolder({ MOQ_ARCADE_CACHE: "/c", XDG_CACHE_HOME: "/x", HOME: "/h" })).toBe("/c");
  expect(cacheFolder({ XDG_CACHE_HOME: "/x", HOME: "/h" })).toBe("/x/moq-arcade");
  expect(cacheFolder({ HOME: "/h" })).toBe("/h/.cache/moq-arcade");
});

test("the environment's Chromium comes first, and one that is not there is said", async () => {
  expect(await lookForChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
  await expect(lookForChromium({ CHROME_PATH: "/no/such/chrome" })).rejects.toThrow(/no such file/);
});
