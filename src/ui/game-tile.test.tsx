import { Signal } from "@moq/signals";
import { render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GameStatus, PlayStatus } from "../arcade/types.ts";
import { GameTile } from "./game-tile.tsx";
import { tick, watchMutations } from "./testing.ts";

/** jsdom has none, and no layout that could be observed: the test says what is seen. */
class Observer {
  static last: Observer | undefined;
  elements = new Set<Element>();
  #callback: IntersectionObserverCallback;
  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
    Observer.last = this;
  }
  observe(element: Element) {
    this.elements.add(element);
  }
  unobserve(element: Element) {
    this.elements.delete(element);
  }
  see(target: Element, isIntersecting: boolean) {
    const entry = { target, isIntersecting } as IntersectionObserverEntry;
    this.#callback([entry], this as unknown as IntersectionObserver);
  }
}
vi.stubGlobal("IntersectionObserver", Observer);

interface Watched {
  canvas: HTMLCanvasElement;
  status: Signal<PlayStatus>;
  game: Signal<GameStatus | undefined>;
  closed: boolean;
  close(): void;
}

let hidden: { mockRestore(): void } | undefined;
function hide(value: boolean) {
  hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(value);
  document.dispatchEvent(new Event("visibilitychange"));
}
beforeEach(() => {
  hidden = undefined;
});
afterEach(() => hidden?.mockRestore());

function show(name = "paws") {
  const watched: Watched[] = [];
  const watch = (canvas: HTMLCanvasElement) => {
    const next: Watched = {
      canvas,
      status: new Signal<PlayStatus>({ state: "connecting" }),
      game: new Signal<GameStatus | undefined>(undefined),
      closed: false,
      close() {
        next.closed = true;
      },
    };
    watched.push(next);
    return next;
  };
  const [roundTripMs, setRoundTripMs] = createSignal<number>();
  const rendered = render(() => (
    <GameTile name={name} href={`/play/${name}`} roundTripMs={roundTripMs()} watch={watch} />
  ));
  const tile = rendered.getByRole("link");
  const see = (visible: boolean) => Observer.last?.see(tile, visible);
  const canvases = () => [...tile.querySelectorAll("canvas")];
  return { ...rendered, setRoundTripMs, tile, watched, see, canvases };
}

test("is a link to the game, by its name", () => {
  const { tile } = show("<b>paws</b>");
  expect(tile.getAttribute("href")).toBe("/play/<b>paws</b>");
  expect(tile.querySelector("b")).toBeNull();
  expect(tile.textContent).toContain("<b>paws</b>");
});

test("is a button where the game is played in place", () => {
  const onOpen = vi.fn();
  const thumbnail = () => ({
    status: new Signal<PlayStatus>({ state: "connecting" }),
    game: new Signal<GameStatus | undefined>(undefined),
    close() {},
  });
  const { getByRole } = render(() => <GameTile name="paws" focused onOpen={onOpen} watch={thumbnail} />);
  const tile = getByRole("button", { name: "paws" });
  expect(document.activeElement).toBe(tile);
  tile.click();
  expect(onOpen).toHaveBeenCalledOnce();
});

test("watches while it is in sight, on a canvas of its own", () => {
  const { watched, see, canvases } = show();
  expect(watched).toHaveLength(0);
  see(true);
  expect(watched).toHaveLength(1);
  expect(canvases()).toEqual([watched[0]?.canvas]);
  see(false);
  expect(watched[0]?.closed).toBe(true);
});

test("stops while the page is hidden", () => {
  const { watched, see } = show();
  see(true);
  hide(true);
  expect(watched.map((one) => one.closed)).toEqual([true]);
  hide(false);
  expect(watched.map((one) => one.closed)).toEqual([true, false]);
});

test("keeps its old picture until the new one is there", async () => {
  const { watched, see, canvases } = show();
  see(true);
  see(false);
  see(true);
  const [first, second] = watched;
  expect(canvases()).toEqual([first?.canvas, second?.canvas]);
  second?.status.set({ state: "playing" });
  await tick();
  expect(canvases()).toEqual([second?.canvas]);
});

test("stops when it goes", () => {
  const { watched, see, tile, unmount } = show();
  see(true);
  unmount();
  expect(watched[0]?.closed).toBe(true);
  expect(Observer.last?.elements.has(tile)).toBe(false);
});

/** What a host tells of a game besides. */
const USUAL = { buttons: [], paused: false, isHeld: false, speed: 1, allowed: [], removed: [] };

const hands = (...ids: string[]) => ids.map((id) => ({ id, buttons: [] }));

test("says who plays, how, and how far away, as it becomes known; its name stays its name", async () => {
  const { tile, watched, see, setRoundTripMs, getByRole } = show();
  const facts = () => tile.querySelector(".tile-facts")?.textContent;
  see(true);
  expect(facts()).toBe("");
  watched[0]?.game.set({ ...USUAL, players: hands("host") });
  await tick();
  expect(facts()).toBe("No players yet");
  watched[0]?.game.set({
    ...USUAL,
    players: hands("host", "one", "two"),
    mode: { type: "other", name: "<b>auction</b>" },
    roundTripMs: 20,
  });
  await tick();
  expect(facts()).toBe("2 players<b>auction</b>");
  setRoundTripMs(14);
  expect(facts()).toBe("2 players<b>auction</b>≈34 ms away");
  expect(tile.querySelector("b")).toBeNull();
  // All that is seen of it is said.
  expect(getByRole("link", { name: /^paws *2 players.*34 ms away$/ })).toBe(tile);
  // What was told is still known when nothing is told any more.
  see(false);
  expect(facts()).toBe("2 players<b>auction</b>≈34 ms away");
});

test("writes no more than the text that has changed", async () => {
  const { tile, watched, see } = show();
  see(true);
  const game = { ...USUAL, mode: { type: "anarchy" as const }, roundTripMs: 3 };
  watched[0]?.game.set({ ...game, players: hands("one") });
  await tick();
  const changes = watchMutations(tile);
  watched[0]?.game.set({ ...game, players: hands("one", "two") });
  await tick();
  expect(changes().map(({ type, target }) => [type, target.textContent])).toEqual([
    ["characterData", "2 players"],
  ]);
});
