import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { Player } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { Players } from "./players.tsx";
import { tick, watchMutations } from "./testing.ts";

function show(first: Player[], own?: string) {
  const signal = new Signal<Player[]>(first);
  const rendered = render(() => {
    const players = createAccessor(signal);
    return <Players players={players()} {...(own !== undefined && { own })} />;
  });
  const lit = () =>
    rendered.getAllByRole("listitem").map((item) => {
      const paths = [...item.querySelectorAll<SVGPathElement>("path.lit")];
      return paths.map((path) => path.dataset.button);
    });
  return { ...rendered, signal, lit };
}

test("counts players and lights what each holds", async () => {
  const { getByRole, signal, lit } = show([{ id: "ada", buttons: [] }]);
  expect(getByRole("heading").textContent).toBe("1 player");
  expect(lit()).toEqual([[]]);
  signal.set([
    { id: "ada", buttons: ["a", "left"] },
    { id: "bob", buttons: ["start"] },
  ]);
  await tick();
  expect(getByRole("heading").textContent).toBe("2 players");
  expect(lit()).toEqual([["left", "a"], ["start"]]);
  signal.set([]);
  await tick();
  expect(getByRole("heading").textContent).toBe("0 players");
});

test("calls the one who looks You, and puts them first", () => {
  const { getAllByRole } = show(
    [
      { id: "ada", buttons: ["b"] },
      { id: "bob", buttons: [] },
    ],
    "bob",
  );
  expect(getAllByRole("listitem").map((item) => item.textContent)).toEqual(["You", "adaB"]);
});

test("a press touches the lamp of that button and the words for it, and nobody else's", async () => {
  const { container, signal } = show([
    { id: "ada", buttons: [] },
    { id: "bob", buttons: [] },
  ]);
  const [ada, bob] = container.querySelectorAll(".player");
  const mutations = watchMutations(container);
  signal.set([
    { id: "ada", buttons: ["a"] },
    { id: "bob", buttons: [] },
  ]);
  await tick();
  const records = mutations();
  expect([...container.querySelectorAll(".player")]).toEqual([ada, bob]);
  expect(records.length).toBeGreaterThan(0);
  expect(records.every((record) => ada?.contains(record.target))).toBe(true);
  const attributes = records.filter((record) => record.type === "attributes");
  expect(attributes.map((record) => (record.target as SVGElement).dataset.button)).toEqual(["a"]);
});

test("names and buttons from the network are text, whatever they hold", () => {
  const { container, lit } = show([{ id: "<b>bold</b>", buttons: ["<i>", "toString", "a"] }]);
  expect(container.querySelector("b, i")).toBeNull();
  expect(container.textContent).toContain("<b>bold</b>");
  expect(lit()).toEqual([["a"]]);
});

test("lights what counts, and not what is held in vain, and says so aloud", async () => {
  const { container, getByRole, lit, signal } = show([
    { id: "ada", buttons: ["a", "left"], counted: ["left"] },
  ]);
  expect(lit()).toEqual([["left"]]);
  const vain = () =>
    [...container.querySelectorAll<SVGPathElement>("path.vain")].map((path) => path.dataset.button);
  expect(vain()).toEqual(["a"]);
  expect(getByRole("listitem").textContent).toBe("adaLeft; not counted: A");
  // A vote that has won counts, though nobody holds it any more.
  signal.set([{ id: "ada", buttons: [], counted: ["b"] }]);
  await tick();
  expect([lit(), vain()]).toEqual([[["b"]], []]);
  signal.set([{ id: "ada", buttons: ["a"], counted: [] }]);
  await tick();
  expect(getByRole("listitem").textContent).toBe("adanot counted: A");
});

test("offers to pass the baton to each of the others who counts, while one has it, and keeps the place of who does so by keys", async () => {
  const passed: string[] = [];
  const holds = new Signal(false);
  const crowd: Player[] = [
    { id: "me", buttons: [] },
    { id: "ada", buttons: [], name: "Ada" },
    { id: "quiet", buttons: [], muted: true },
    { id: "<b>", buttons: [] },
  ];
  const { queryAllByRole, getByRole } = render(() => {
    const has = createAccessor(holds);
    const pass = () => (has() ? (id: string) => passed.push(id) : undefined);
    return <Players players={crowd} own="me" onPass={pass()} />;
  });
  expect(queryAllByRole("button")).toEqual([]);
  holds.set(true);
  await tick();
  const names = () => queryAllByRole("button").map((button) => button.getAttribute("aria-label"));
  expect(names()).toEqual(["Pass to Ada", "Pass to <b>"]);
  const button = getByRole("button", { name: "Pass to Ada" });
  button.focus();
  fireEvent.click(button);
  expect(passed).toEqual(["ada"]);
  holds.set(false);
  await tick();
  expect(queryAllByRole("button")).toEqual([]);
  expect(document.activeElement).toBe(getByRole("list"));
});

test("shows what each votes for", async () => {
  const { container, signal } = show([{ id: "ada", buttons: [], vote: "left" }]);
  const votes = () => [...container.querySelectorAll(".player-vote")].map((item) => item.textContent);
  expect(votes()).toEqual(["←"]);
  signal.set([{ id: "ada", buttons: [], vote: "<b>" }]);
  await tick();
  expect(votes()).toEqual(["<b>"]);
  signal.set([{ id: "ada", buttons: [] }]);
  await tick();
  expect(votes()).toEqual([]);
});
