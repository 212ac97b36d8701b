import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import { MemoryStorage } from "../ui/testing.ts";
import { createPalette } from "./palette.tsx";

const make = (storage?: Storage) => createRoot(() => createPalette(storage));

test("is grey at first, and what was chosen is there the next time", () => {
  const storage = new MemoryStorage();
  const first = make(storage);
  expect(first.name()).toBe("grey");
  first.choose("green");
  expect(first.name()).toBe("green");
  expect(make(storage).name()).toBe("green");
});

test("takes no name that is none, whether it is chosen or was kept", () => {
  const storage = new MemoryStorage();
  const palette = make(storage);
  palette.choose("mauve");
  expect(palette.name()).toBe("grey");
  storage.setItem("moq-arcade.palette", "mauve");
  expect(make(storage).name()).toBe("grey");
});

test("works where nothing can be kept", () => {
  const full = new MemoryStorage();
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const palette = make(full);
  palette.choose("ice");
  expect(palette.name()).toBe("ice");
});
