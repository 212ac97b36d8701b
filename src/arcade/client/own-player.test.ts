import { expect, it, onTestFinished } from "vitest";
import { numbersFrom, OwnPlayer } from "./own-player.ts";

let games = 0;

/** Ids of one game, as the tabs of a browser have them: the locks are the real ones. */
function game() {
  games++;
  const name = `test ${games}`;
  return (wanted?: string, isReloaded = false) => {
    const id = new OwnPlayer(wanted, isReloaded, (one) => `${name} ${one}`);
    onTestFinished(() => id.release());
    return id;
  };
}

it("a new tab's id is drawn, and the same each time it is asked for", async () => {
  const open = game();
  const [one, other] = [open(), open()];
  const id = await one.claim();
  expect(id).toMatch(/^[0-9a-f]{8}$/);
  expect(await one.claim()).toBe(id);
  expect(await other.claim()).not.toBe(id);
});

it("a tab that comes back has its id again", async () => {
  const open = game();
  const before = open();
  const id = await before.claim();
  before.release();
  expect(await open(id).claim()).toBe(id);
});

it("a tab that is being reloaded is waited for", async () => {
  const open = game();
  const before = open();
  const id = await before.claim();
  const claimed = open(id, true).claim();
  // Longer than another tab would be.
  setTimeout(() => before.release(), 1_300);
  expect(await claimed).toBe(id);
});

it("who is asked several times meanwhile waits once, and who leaves meanwhile stands in nobody's way", async () => {
  const open = game();
  const before = open();
  const id = await before.claim();
  const left = open(id, true);
  const claims = [left.claim(), left.claim()];
  left.release();
  before.release();
  expect(await Promise.all(claims)).toEqual([id, id]);
  expect(await open(id).claim()).toBe(id);
});

it("a tab that is a duplicate of another, which is there, has an id of its own, and keeps it", async () => {
  const open = game();
  const id = await open().claim();
  const duplicate = open(id);
  const own = await duplicate.claim();
  expect(own).not.toBe(id);
  expect(own).toMatch(/^[0-9a-f]{8}$/);
  expect(await duplicate.claim()).toBe(own);
});

it("an id in one game is in nobody's way in another", async () => {
  const id = await game()().claim();
  expect(await game()(id).claim()).toBe(id);
});

it("numbers of a later session are higher than any of an earlier one, and exact", () => {
  expect(numbersFrom(0)).toBe(0);
  expect(numbersFrom(2) - numbersFrom(1)).toBeGreaterThan(100_000_000);
  expect(Number.isSafeInteger(numbersFrom(1_000_000))).toBe(true);
});
