import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import type { ConnectionStatus } from "../arcade/types.ts";
import { LiveGames } from "./live-games.tsx";

/** jsdom lays nothing out, so there is nothing to observe. */
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    disconnect() {}
  },
);

afterEach(() => vi.restoreAllMocks());

function show(first: { names?: string[]; connection?: ConnectionStatus; more?: number } = {}) {
  const [names, setNames] = createSignal(first.names ?? []);
  const [connection, setConnection] = createSignal<ConnectionStatus>(
    first.connection ?? { state: "connected" },
  );
  let made = 0;
  const rendered = render(() => (
    <LiveGames
      relay="relay.example"
      connection={connection()}
      names={names()}
      more={first.more ?? 0}
      hasKey
      tile={(name) => {
        made += 1;
        return <a href={`#${name}`}>{name}</a>;
      }}
      help="Start one."
      empty="No games yet."
    />
  ));
  const tiles = () => [...rendered.container.querySelectorAll(".tiles a")].map((tile) => tile.textContent);
  const type = (text: string) =>
    fireEvent.input(rendered.getByRole("searchbox"), { target: { value: text } });
  return { ...rendered, setNames, setConnection, tiles, type, made: () => made };
}

function setOnline(online: boolean) {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(online);
  window.dispatchEvent(new Event(online ? "online" : "offline"));
}

test("says that it connects, that there is no game, and that the relay is gone, and what to do", () => {
  const { getByRole, queryByRole, setConnection, container } = show({ connection: { state: "connecting" } });
  expect(getByRole("status").textContent).toBe("Connecting to relay.example…");
  expect(container.textContent).not.toContain("No games yet.");
  setConnection({ state: "connected" });
  expect(container.textContent).toContain("No games yet.");
  setConnection({ state: "lost", error: "It does not answer." });
  expect(getByRole("alert").textContent).toContain("It does not answer.");
  expect(getByRole("alert").textContent).toContain("Start one.");
  // While the next attempt runs as well.
  setConnection({ state: "connecting" });
  expect(getByRole("alert").textContent).toContain("It does not answer.");
  setConnection({ state: "connected" });
  expect(queryByRole("alert")).toBeNull();
});

test("says that the device is offline where it is, and not where the relay is reached all the same", () => {
  const { getByRole, queryByRole, setConnection } = show({
    connection: { state: "lost", error: "No answer." },
  });
  setOnline(false);
  expect(getByRole("alert").textContent).toContain("You are offline");
  expect(getByRole("alert").textContent).not.toContain("No answer.");
  expect(getByRole("status").textContent).toBe("Offline");
  setOnline(true);
  expect(getByRole("alert").textContent).toContain("No answer.");
  setOnline(false);
  setConnection({ state: "connected" });
  expect(queryByRole("alert")).toBeNull();
});

test("finds games by name, says how many, and shows all again", () => {
  const { type, tiles, getByText, getByRole, queryByRole } = show({ names: ["Käse", "kase two", "other"] });
  type("KASE");
  expect(tiles()).toEqual(["Käse", "kase two"]);
  getByText("2 of 3 games");
  type("<b>nothing</b>");
  expect(tiles()).toEqual([]);
  getByText("No game here is called “<b>nothing</b>”.");
  getByText("0 of 3 games");
  getByRole("button", { name: "Show all games" }).click();
  expect(tiles()).toEqual(["Käse", "kase two", "other"]);
  expect(queryByRole("button", { name: "Show all games" })).toBeNull();
});

test("the key / leads to the search, and Escape takes the query and then the focus away", () => {
  const { type, getByRole, tiles } = show({ names: ["one", "two"] });
  const field = getByRole("searchbox");
  if (!(field instanceof HTMLInputElement)) throw new Error("no field");
  fireEvent.keyDown(document.body, { key: "/" });
  expect(document.activeElement).toBe(field);
  type("two");
  // Within the field it is a character.
  expect(fireEvent.keyDown(field, { key: "/" })).toBe(true);
  expect(tiles()).toEqual(["two"]);
  fireEvent.keyDown(field, { key: "Escape" });
  expect([field.value, tiles()]).toEqual(["", ["one", "two"]]);
  expect(document.activeElement).toBe(field);
  fireEvent.keyDown(field, { key: "Escape" });
  expect(document.activeElement).not.toBe(field);
});

test("a search that found a game goes on while games come and go", () => {
  const { type, tiles, setNames, getByText } = show({ names: ["alpha", "beta"] });
  type("al");
  setNames(["alpha", "also", "beta"]);
  expect(tiles()).toEqual(["alpha", "also"]);
  setNames(["beta"]);
  expect(tiles()).toEqual([]);
  getByText("0 of 1 game");
});

test("of a long list only a part is on the page, which says where in the list it is", () => {
  const names = Array.from({ length: 1_000 }, (_, i) => `game ${i}`);
  const { tiles, setNames, made, getAllByRole } = show({ names: names.slice(0, 60) });
  expect(tiles()).toEqual(names.slice(0, 60));
  setNames(names);
  expect(tiles()).toEqual(names.slice(0, 60));
  expect(made()).toBe(60);
  const items = getAllByRole("listitem");
  expect(items[59]?.getAttribute("aria-posinset")).toBe("60");
  expect(items[59]?.getAttribute("aria-setsize")).toBe("1000");
});

test("says how many there are beyond those that are listed", () => {
  expect(show({ names: ["a"], more: 12 }).container.textContent).toContain("And 12 more games");
  expect(show({ names: ["a"] }).container.textContent).not.toContain("more games");
});
