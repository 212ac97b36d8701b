import { expect, it } from "vitest";
import { keepTabViewer, takeTabViewer } from "./tab-viewer.ts";

/** A tab's storage, which may have something in it already. */
function storage(kept?: string): Storage {
  const items = new Map<string, string>(kept === undefined ? [] : [["moq-arcade.viewer", kept]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}

const failing = () => {
  throw new Error("forbidden");
};

it("a tab that is new is nobody yet, and then the same player each time, in another session", () => {
  const tab = storage();
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, sessions: 0 });
  keepTabViewer("0a1b2c3d", 0, tab);
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, wanted: "0a1b2c3d", sessions: 1 });
  // It had two more, since the relay was lost meanwhile.
  keepTabViewer("0a1b2c3d", 1, tab);
  keepTabViewer("0a1b2c3d", 2, tab);
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, wanted: "0a1b2c3d", sessions: 3 });
  // One that was never announced, and one beside it that is behind.
  keepTabViewer("0a1b2c3d", 1, tab);
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, wanted: "0a1b2c3d", sessions: 4 });
});

it("a tab whose player another tab is becomes another, and is that from then on", () => {
  const duplicate = storage("0a1b2c3d 5");
  const { sessions } = takeTabViewer(duplicate);
  keepTabViewer("ffffffff", sessions, duplicate);
  expect(takeTabViewer(duplicate)).toEqual({ isReloaded: false, wanted: "ffffffff", sessions: 6 });
});

it("what is no such thing is read as not being there, and so is a storage that is forbidden or full", () => {
  for (const kept of ["", "x", "0a1b2c3d", "0a1b2c3d -1", "__proto__ 1", "0A1B2C3D 1", "0a1b2c3d 10000000"])
    expect(takeTabViewer(storage(kept)), kept).toEqual({ isReloaded: false, sessions: 0 });
  const full = { ...storage("0a1b2c3d 1"), setItem: failing } as Storage;
  expect(takeTabViewer(full)).toEqual({ isReloaded: false, wanted: "0a1b2c3d", sessions: 1 });
  const forbidden = { getItem: failing, setItem: failing } as unknown as Storage;
  expect(takeTabViewer(forbidden)).toEqual({ isReloaded: false, sessions: 0 });
  expect(() => keepTabViewer("0a1b2c3d", 0, forbidden)).not.toThrow();
  expect(takeTabViewer(undefined)).toEqual({ isReloaded: false, sessions: 0 });
});

it("a tab that had more sessions than are numbered is nobody again", () => {
  const tab = storage("0a1b2c3d 999999");
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, wanted: "0a1b2c3d", sessions: 999_999 });
  expect(takeTabViewer(tab)).toEqual({ isReloaded: false, sessions: 0 });
});
