import { render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Player } from "../arcade/types.ts";
import { newsText, PlayerNews } from "./player-news.tsx";
import { watchMutations } from "./testing.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Each called by its id, with a capital. */
const named = (...ids: string[]): Player[] => ids.map((id) => ({ id, name: id.toUpperCase(), buttons: [] }));
const nameless = (...ids: string[]): Player[] => ids.map((id) => ({ id, buttons: [] }));

const SOON_MS = 1_000;
const GATHERED_MS = 5_000;
const AWAY_MS = 11_000;

function show(first?: Player[], own?: string) {
  const [players, setPlayers] = createSignal(first);
  const view = render(() => <PlayerNews players={players()} own={own} />);
  const line = view.getByRole("status");
  return { ...view, line, said: () => line.textContent, setPlayers };
}

test("who joins is said soon, by name, and who leaves once they are not back", () => {
  const { said, setPlayers } = show(named("bo"));
  expect(said()).toBe("");
  // A name comes with the first that a player says, and not with the player.
  setPlayers([...named("bo"), ...nameless("ana")]);
  setPlayers(named("bo", "ana"));
  vi.advanceTimersByTime(SOON_MS);
  expect(said()).toBe("ANA joined.");
  vi.advanceTimersByTime(GATHERED_MS);
  setPlayers(named("ana"));
  vi.advanceTimersByTime(AWAY_MS - 1);
  expect(said()).toBe("");
  vi.advanceTimersByTime(1);
  expect(said()).toBe("BO left.");
});

test("who reloads, once or more, has neither left nor joined", () => {
  const { line, setPlayers } = show(named("bo", "ana"));
  const changes = watchMutations(line);
  for (let times = 0; times < 3; times += 1) {
    setPlayers(named("bo"));
    vi.advanceTimersByTime(AWAY_MS - 1);
    setPlayers([...named("bo"), ...nameless("ana")]);
    vi.advanceTimersByTime(100);
    setPlayers(named("bo", "ana"));
  }
  vi.advanceTimersByTime(60_000);
  expect(changes()).toEqual([]);
});

test("a crowd is gathered, and told of in one sentence", () => {
  const { said, setPlayers } = show(named("ed"));
  setPlayers(named("ed", "ana"));
  vi.advanceTimersByTime(SOON_MS);
  expect(said()).toBe("ANA joined.");
  setPlayers(named("ed", "ana", "bo"));
  setPlayers(named("ed", "ana", "bo", "cy"));
  setPlayers([...named("ed", "ana", "bo", "cy"), ...nameless("di")]);
  vi.advanceTimersByTime(GATHERED_MS);
  expect(said()).toBe("BO and 2 more joined.");
  setPlayers(named("di"));
  vi.advanceTimersByTime(AWAY_MS);
  expect(said()).toBe("ED left.");
  vi.advanceTimersByTime(GATHERED_MS);
  expect(said()).toBe("ANA and 2 more left.");
  vi.advanceTimersByTime(GATHERED_MS);
  expect(said()).toBe("");
});

test("a hundred who come and go within seconds are no more than a few changes of a line", () => {
  const { line, setPlayers } = show([]);
  const changes = watchMutations(line);
  for (let count = 1; count <= 100; count += 1) {
    setPlayers(named(...Array.from({ length: count }, (_, index) => `player ${index}`)));
    vi.advanceTimersByTime(100);
  }
  expect(changes().length).toBeLessThanOrEqual(3);
});

test("who comes and goes meanwhile is not spoken of", () => {
  const { said, setPlayers } = show(named("bo"));
  setPlayers(named("bo", "ana"));
  setPlayers(named("bo", "ana", "cy"));
  setPlayers(named("bo"));
  vi.advanceTimersByTime(60_000);
  expect(said()).toBe("");
});

test("who is there already, and the one who looks, are no news; nor is anybody when the game comes back", () => {
  const { said, setPlayers } = show(undefined, "me");
  setPlayers(named("ana", "bo"));
  setPlayers(named("ana", "bo", "me"));
  vi.advanceTimersByTime(SOON_MS);
  expect(said()).toBe("");
  setPlayers(undefined);
  setPlayers(named("cy"));
  vi.advanceTimersByTime(60_000);
  expect(said()).toBe("");
});

test("what they hold and press says nothing", () => {
  const { line, setPlayers } = show(named("ana"));
  const changes = watchMutations(line);
  for (let i = 0; i < 60; i += 1) setPlayers([{ id: "ana", name: "ANA", buttons: i % 2 ? ["a"] : [] }]);
  vi.advanceTimersByTime(60_000);
  expect(changes()).toEqual([]);
});

test("names are text, and the same sentence is said again later", () => {
  const { line, setPlayers } = show([]);
  const players: Player[] = [{ id: "ana", name: "<b>ana</b>", buttons: [] }];
  setPlayers(players);
  vi.advanceTimersByTime(SOON_MS);
  expect(line.textContent).toBe("<b>ana</b> joined.");
  setPlayers([]);
  vi.advanceTimersByTime(60_000);
  const changes = watchMutations(line);
  setPlayers(players);
  vi.advanceTimersByTime(SOON_MS);
  expect(changes().length).toBeGreaterThan(0);
  expect(line.textContent).toBe("<b>ana</b> joined.");
});

test.each([
  [["ana"], [], "ana joined."],
  [["ana", "bo"], ["cy"], "ana and bo joined. cy left."],
  [[], ["ana", "bo", "cy", "di"], "ana and 3 more left."],
  [[undefined], [undefined, undefined], "Somebody joined. Somebody and 1 more left."],
  [[undefined, "ana"], [undefined, "bo", "cy"], "ana and 1 more joined. bo and 2 more left."],
  [[], [], ""],
])("%j and %j are told as %j", (joined, left, text) => {
  expect(newsText(joined, left)).toBe(text);
});
