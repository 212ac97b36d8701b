import { createRoot } from "solid-js";
import { expect, test, vi } from "vitest";
import { createDisplayName } from "./display-name.ts";
import { standingOf } from "./standing.ts";
import { MemoryStorage, tick } from "./testing.ts";

test("a name is told when it is there, when it changes, and again at the next visit", async () => {
  const storage = new MemoryStorage();
  const visit = async (rename?: string) => {
    const setDisplayName = vi.fn<(name: string) => void>();
    const dispose = createRoot((dispose) => {
      const displayName = createDisplayName({ setDisplayName }, storage);
      if (rename !== undefined) queueMicrotask(() => displayName.setName(rename));
      return dispose;
    });
    await tick();
    dispose();
    return setDisplayName.mock.calls.flat();
  };
  expect(await visit(" Ada ")).toEqual(["", "Ada"]);
  expect(await visit("")).toEqual(["Ada", ""]);
  expect(storage.length).toBe(0);
});

test("whoever is muted or removed is told so, and nobody else", () => {
  const game = {
    buttons: [],
    paused: false,
    isHeld: false,
    speed: 1,
    allowed: [],
    players: [
      { id: "a", buttons: [], muted: true },
      { id: "b", buttons: [] },
    ],
    removed: ["c"],
  };
  expect(standingOf(game, "a")).toContain("muted you");
  expect(standingOf(game, "b")).toBeUndefined();
  expect(standingOf(game, "c")).toContain("removed you");
  expect(standingOf(undefined, "a")).toBeUndefined();
});
