import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { ModeOutline, ModeRequest, ModeStatus, Player } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { ModePanel } from "./mode-panel.tsx";
import { tick, watchMutations } from "./testing.ts";

const CROWD = ["me", "ada", "bob", "b", "c", "d", "e", "<i>a</i>"].map((id): Player => ({ id, buttons: [] }));

function show(first: ModeStatus | undefined, own = "me", crowd = CROWD) {
  const mode = new Signal(first);
  const players = new Signal<readonly Player[]>(crowd);
  const vote = new Signal<string | undefined>(undefined);
  const asked: ModeRequest[] = [];
  const rendered = render(() => {
    const [current, voted, all] = [createAccessor(mode), createAccessor(vote), createAccessor(players)];
    const ask = (request: ModeRequest) => asked.push(request);
    return <ModePanel mode={current()} own={own} players={all()} vote={voted()} onRequest={ask} />;
  });
  const said = () => rendered.container.querySelector("[aria-live]")?.textContent;
  const set = async (next: ModeStatus | undefined) => {
    mode.set(next);
    await tick();
  };
  return { ...rendered, set, vote, players, asked, said };
}

const baton = (more: Partial<Extract<ModeStatus, { type: "baton" }>> = {}): ModeStatus => ({
  type: "baton",
  idle: 10,
  waiting: [],
  ...more,
});

const democracy = (more: Partial<Extract<ModeStatus, { type: "democracy" }>> = {}): ModeStatus => ({
  type: "democracy",
  window: 2,
  tally: {},
  ...more,
});

const PAD = ["up", "down", "left", "right"];
const KEYS = ["a", "b", "start", "select"];
const seats = (first?: string, second?: string, left?: number): ModeStatus => ({
  type: "seats",
  idle: 30,
  seats: [
    { buttons: PAD, player: first, left },
    { buttons: KEYS, player: second },
  ],
});

// It is fetched when it is first shown; how long a busy machine takes for that is not what is tested.
beforeAll(() => import("./mode-ways.tsx"), 60_000);

// What there is to see comes when it is first shown; the tests are of what it does then.
beforeAll(async () => {
  const { container, unmount } = show(democracy());
  await vi.waitFor(() => expect(container.querySelector(".mode")?.textContent).toBeTruthy(), 10_000);
  unmount();
}, 30_000);

test("there is room for it before what is in it has come, and after that has gone", async () => {
  const [mode, setMode] = createSignal<ModeStatus>();
  const [room, setRoom] = createSignal<ModeOutline>();
  const { container, queryByRole } = render(() => (
    <ModePanel mode={mode()} room={room()} own="me" players={CROWD} onRequest={() => {}} />
  ));
  expect(queryByRole("region")).toBeNull();
  setRoom({ type: "seats", seats: 4 });
  const section = queryByRole("region");
  expect(section?.dataset.mode).toBe("seats");
  expect([section?.className, section?.textContent]).toEqual(["mode mode-many", ""]);
  setMode(seats("ada"));
  // The same element, as high as there are seats.
  expect(container.querySelector(".mode")).toBe(section);
  expect(section?.className).toBe("mode");
  expect(section?.textContent).toContain("ada");
  setMode(undefined);
  expect([section?.isConnected, section?.textContent]).toEqual([true, ""]);
  setRoom({ type: "anarchy" });
  expect(queryByRole("region")).toBeNull();
});

describe("where all play at once", () => {
  test("and where the host says nothing, there is nothing to show", () => {
    for (const mode of [undefined, { type: "anarchy" } as const]) {
      const { queryByRole, unmount } = show(mode);
      expect(queryByRole("region")).toBeNull();
      unmount();
    }
  });

  test("that is said aloud", async () => {
    const { said, set } = show(baton());
    await set({ type: "anarchy" });
    expect(said()).toBe("Anarchy. Everybody plays at once: all held buttons are joined.");
  });
});

describe("a democracy", () => {
  const counts = (items: HTMLElement[]) => items.map((item) => item.textContent);

  test("shows the votes for each button, and one's own", async () => {
    const { getAllByRole, vote, set } = show(democracy());
    expect(counts(getAllByRole("listitem"))[4]).toBe("AA0");
    await set(democracy({ tally: { a: 3, left: 1, unheard: 9 }, closes: 100 }));
    vote.set("left");
    await tick();
    expect(counts(getAllByRole("listitem"))).toEqual([
      "↑Up0",
      "↓Down0",
      "←Left1your vote",
      "→Right0",
      "AA3",
      "BB0",
      "StartStart0",
      "SelectSelect0",
    ]);
    const shares = getAllByRole("listitem").map((item) => item.style.getPropertyValue("--share"));
    expect(shares).toEqual(["0", "0", "0.33", "0", "1", "0", "0", "0"]);
  });

  test("says what has won, as text whatever it is called", async () => {
    const { container, set } = show(democracy());
    const text = () => container.querySelector(".mode-text")?.textContent;
    expect(text()).toBe("What you press is your vote");
    await set(democracy({ won: { button: "left", votes: 2, of: 3 } }));
    expect(text()).toBe("Left won with 2 of 3");
    await set(democracy({ won: { button: "<b>x</b>", votes: 1, of: 1 } }));
    expect(text()).toBe("<b>x</b> won with 1 of 1");
  });

  test("begins the time anew with each window, and with nothing else", async () => {
    const { container, set } = show(democracy({ closes: 100 }));
    const time = () => container.querySelector(".tally-time");
    const first = time();
    await set(democracy({ closes: 100, tally: { a: 1 } }));
    expect(time()).toBe(first);
    await set(democracy({ closes: 220, tally: { a: 1 } }));
    expect(time()).not.toBe(first);
    expect(time()?.getAttribute("style")).toContain("2s");
  });

  test("changes the figure of a button that was voted for, and no other, however often it is told", async () => {
    const { container, set } = show(democracy({ tally: { a: 4, b: 1 }, closes: 100 }));
    const [b] = [...container.querySelectorAll(".tally-button")].filter((item) =>
      item.textContent?.startsWith("B"),
    );
    const mutations = watchMutations(container);
    for (let i = 0; i < 60; i++) await set(democracy({ tally: { a: 4, b: 1 }, closes: 100 }));
    expect(mutations()).toEqual([]);
    await set(democracy({ tally: { a: 4, b: 2 }, closes: 100 }));
    expect(mutations().length).toBeGreaterThan(0);
    for (const { target } of mutations()) expect(b?.contains(target)).toBe(true);
  });
});

describe("the baton", () => {
  test("can be taken while it is free", async () => {
    const { getByRole, container, asked } = show(baton());
    expect(container.querySelector(".mode-text")?.textContent).toBe("The baton is free");
    fireEvent.click(getByRole("button", { name: "Take it" }));
    expect(asked).toEqual([{ type: "ask-baton" }]);
  });

  test("can be asked for while another has it, and given up while one waits", async () => {
    const { getByRole, container, set, asked } = show(baton({ holder: "ada" }));
    expect(container.querySelector(".mode-text")?.textContent).toBe("ada has the baton");
    fireEvent.click(getByRole("button", { name: "Ask for it" }));
    await set(baton({ holder: "ada", waiting: ["bob", "me"] }));
    expect(container.querySelector(".mode-detail")?.textContent).toBe("Next: bob, you");
    fireEvent.click(getByRole("button", { name: "Stop waiting" }));
    expect(asked).toEqual([{ type: "ask-baton" }, { type: "pass-baton" }]);
  });

  test("can be passed on by who has it", () => {
    const { getByRole, container, asked } = show(baton({ holder: "me", waiting: ["ada"] }));
    expect(container.querySelector(".mode-text")?.textContent).toBe("You have the baton");
    fireEvent.click(getByRole("button", { name: "Pass it on" }));
    expect(asked).toEqual([{ type: "pass-baton" }]);
  });

  test("keeps its one button, whatever that does, so that it keeps the focus", async () => {
    const { getByRole, set } = show(baton());
    const button = getByRole("button");
    button.focus();
    await set(baton({ holder: "ada" }));
    await set(baton({ holder: "ada", waiting: ["me"] }));
    await set(baton({ holder: "me" }));
    expect(document.activeElement).toBe(button);
    expect(getByRole("button")).toBe(button);
  });

  test("says who has it when that changes, and when it is about to be taken back only shows it", async () => {
    const { said, set, container } = show(baton());
    await set(baton({ holder: "ada" }));
    expect(said()).toBe("ada has the baton.");
    await set(baton({ holder: "me" }));
    expect(said()).toBe("You have the baton.");
    const region = container.querySelector("[aria-live]");
    const mutations = region && watchMutations(region);
    await set(baton({ holder: "me", left: 5 }));
    await set(baton({ holder: "me", left: 4 }));
    expect(container.querySelector(".mode-detail")?.textContent).toBe("Taken back in 4 s");
    expect(mutations?.()).toEqual([]);
  });

  test("names some of those who wait, and counts the others; names are text", () => {
    const waiting = ["<i>a</i>", "b", "c", "d", "e"];
    const { container } = show(baton({ holder: "ada", waiting }));
    expect(container.querySelector(".mode-detail")?.textContent).toBe("Next: <i>a</i>, b, c and 2 more");
  });
});

test("players are called what they call themselves, as text, and who is waited for is away, by the same name", async () => {
  const named = [
    { id: "me", buttons: [], name: "Zoe" },
    { id: "ada", buttons: [], name: "<b>Ada</b>" },
  ];
  const { container, said, set, players, getByRole } = show(baton({ holder: "ada" }), "me", named);
  const text = () => container.querySelector(".mode-text")?.textContent;
  expect(text()).toBe("<b>Ada</b> has the baton");
  players.set(named.slice(0, 1));
  await tick();
  expect([text(), said()]).toEqual(["<b>Ada</b> (away) has the baton", "<b>Ada</b> (away) has the baton."]);
  await set(baton({ holder: "me", waiting: ["ada"] }));
  expect(text()).toBe("You have the baton");
  expect(container.querySelector(".mode-detail")?.textContent).toBe("Next: <b>Ada</b> (away)");
  // Of one who was never seen, and is waited for, no more is known.
  await set(baton({ holder: "cy" }));
  expect(text()).toBe("cy (away) has the baton");
  await set(seats("ada", "me"));
  players.set(named);
  await tick();
  expect(getByRole("button", { name: "Up, Down, Left, Right: <b>Ada</b> sits there" })).toBeDefined();
});

describe("seats", () => {
  test("that are free are taken, one's own is left, another's is neither", async () => {
    const { getByRole, set, asked } = show(seats());
    fireEvent.click(getByRole("button", { name: "Take the seat: A, B, Start, Select. Take it" }));
    expect(asked).toEqual([{ type: "take-seat", seat: 1 }]);
    await set(seats("ada", "me"));
    const own = getByRole("button", { name: "Leave your seat: A, B, Start, Select, you" });
    expect(own.getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(own);
    const taken = getByRole("button", { name: "Up, Down, Left, Right: ada sits there" });
    expect(taken.getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(taken);
    expect(asked.slice(1)).toEqual([{ type: "leave-seat" }]);
  });

  test("show who sits there, and in how many seconds it is free again", async () => {
    const { getAllByRole, set } = show(seats("ada", "me"));
    const texts = () => getAllByRole("button").map((button) => button.textContent);
    expect(texts()).toEqual(["↑ ↓ ← → ada", "A B Start Select You"]);
    await set(seats("ada", undefined, 3));
    expect(texts()).toEqual(["↑ ↓ ← → ada · 3 s", "A B Start Select Take it"]);
  });

  test("say aloud what one plays, and that one has none", async () => {
    const { said, set } = show(seats());
    expect(said()).toBe("You have no seat: take one to play.");
    await set(seats("me"));
    expect(said()).toBe("You play Up, Down, Left, Right.");
  });

  test("stay the same elements while people come and go", async () => {
    const { getAllByRole, set } = show(seats());
    const before = getAllByRole("button");
    await set(seats("ada"));
    await set(seats("ada", "me"));
    expect(getAllByRole("button")).toEqual(before);
  });
});

test("a mode that this build does not know is told by its name, as text", () => {
  const { container, queryByRole } = show({ type: "other", name: "<b>roulette</b>" });
  expect(container.querySelector(".mode-text")?.textContent).toBe(
    "The controller is shared in a way that this page does not know: <b>roulette</b>.",
  );
  expect(queryByRole("button")).toBeNull();
});

test("what is told again, changes nothing", async () => {
  const statuses = [
    () => baton({ holder: "ada", waiting: ["me", "bob"], left: 3 }),
    () => seats("ada", "me", 2),
    (): ModeStatus => ({ type: "other", name: "roulette" }),
  ];
  for (const status of statuses) {
    const { container, set, unmount } = show(status());
    const mutations = watchMutations(container);
    for (let i = 0; i < 60; i++) await set(status());
    expect(mutations()).toEqual([]);
    unmount();
  }
});

test("one mode gives way to another", async () => {
  const { getByRole, queryByRole, set } = show(baton({ holder: "ada" }));
  await set(seats());
  expect(queryByRole("button", { name: "Ask for it" })).toBeNull();
  await set(democracy());
  expect(queryByRole("button")).toBeNull();
  expect(getByRole("list", { name: "Votes" })).toBeDefined();
  await set(undefined);
  expect(queryByRole("region")).toBeNull();
});
