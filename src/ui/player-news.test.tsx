import { render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Player } from "../arcade/types.ts";
import { newsText, PlayerNews } from "./player-news.tsx";
import { watchMutations } from "./testing.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const named = (...ids: string[]): Player[] => ids.map((id) => ({ id, buttons: [] }));

function show(first?: Player[], own?: string) {
  const [players, setPlayers] = createSignal(first);
  const view = render(() => <PlayerNews players={players()} own={own} />);
  const line = view.getByRole("status");
  return { ...view, line, said: () => line.textContent, setPlayers };
}

test("who joins and who leaves is said at once", () => {
  const { said, setPlayers } = show(named("bo"));
  expect(said()).toBe("");
  setPlayers(named("bo", "ana"));
  expect(said()).toBe("ana joined.");
  vi.advanceTimersByTime(6_000);
  setPlayers(named("ana"));
  expect(said()).toBe("bo left.");
});

test("a crowd is gathered, and told of in one sentence", () => {
  const { said, setPlayers } = show([]);
  setPlayers(named("ana"));
  setPlayers(named("ana", "bo"));
  setPlayers(named("ana", "bo", "cy"));
  setPlayers(named("bo", "cy", "di"));
  expect(said()).toBe("ana joined.");
  vi.advanceTimersByTime(5_000);
  expect(said()).toBe("bo and 2 more joined. ana left.");
  vi.advanceTimersByTime(5_000);
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

test("who comes and goes meanwhile is not spoken of, nor who only looked away", () => {
  const { said, setPlayers } = show(named("bo"));
  setPlayers(named("bo", "ana"));
  setPlayers(named("bo", "ana", "cy"));
  setPlayers(named("ana"));
  setPlayers(named("bo", "ana"));
  vi.advanceTimersByTime(5_000);
  expect(said()).toBe("");
});

test("who is there already, and the one who looks, are no news; nor is anybody when the game comes back", () => {
  const { said, setPlayers } = show(undefined, "me");
  setPlayers(named("ana", "bo"));
  expect(said()).toBe("");
  setPlayers(named("ana", "bo", "me"));
  expect(said()).toBe("");
  setPlayers(undefined);
  setPlayers(named("cy"));
  expect(said()).toBe("");
});

test("what they hold and press says nothing", () => {
  const { line, setPlayers } = show(named("ana"));
  const changes = watchMutations(line);
  for (let i = 0; i < 60; i += 1) setPlayers([{ id: "ana", buttons: i % 2 ? ["a"] : [] }]);
  expect(changes()).toEqual([]);
});

test("names are text, and the same sentence is said again later", () => {
  const { line, setPlayers } = show([]);
  setPlayers(named("<b>ana</b>"));
  expect(line.textContent).toBe("<b>ana</b> joined.");
  vi.advanceTimersByTime(5_000);
  setPlayers([]);
  vi.advanceTimersByTime(10_000);
  const changes = watchMutations(line);
  setPlayers(named("<b>ana</b>"));
  expect(changes().length).toBeGreaterThan(0);
  expect(line.textContent).toBe("<b>ana</b> joined.");
});

test.each([
  [["ana"], [], "ana joined."],
  [["ana", "bo"], ["cy"], "ana and bo joined. cy left."],
  [[], ["ana", "bo", "cy", "di"], "ana and 3 more left."],
  [[], [], ""],
])("%j and %j are told as %j", (joined, left, text) => {
  expect(newsText(joined, left)).toBe(text);
});
