import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Permission, Player, ResumableGame, SlotsView } from "../../arcade/types.ts";
import { createAccessor } from "../accessor.ts";
import { tick, watchMutations } from "../testing.ts";
import { DeskPlayers, PermissionsField, ResumeList, SlotsPanel } from "./index.ts";

beforeEach(() => {
  // jsdom draws nothing.
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  vi.stubGlobal("ImageData", class {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const PICTURE = { width: 1, height: 1, rgba: new Uint8ClampedArray(4) };

function showPlayers(first: Player[]) {
  const signal = new Signal(first);
  const onMute = vi.fn();
  const onRemove = vi.fn();
  const view = render(() => {
    const players = createAccessor(signal);
    return <DeskPlayers players={players()} own="host" onMute={onMute} onRemove={onRemove} />;
  });
  return { ...view, signal, onMute, onRemove };
}

test("players are listed by their names, with their latency, and the host is not among them", async () => {
  const { getAllByRole, getByText, signal, container } = showPlayers([{ id: "host", buttons: [] }]);
  expect(getByText(/^Nobody but you/)).toBeTruthy();
  signal.set([
    { id: "host", buttons: [] },
    { id: "a1", name: "<b>Ada</b>", latencyMs: 41.6, buttons: ["a"] },
    { id: "b2", buttons: [] },
  ]);
  await tick();
  expect(getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "<b>Ada</b>42 msMuteRemove",
    "b2–MuteRemove",
  ]);
  expect(container.querySelector("b")).toBeNull();
  expect(
    [...container.querySelectorAll<SVGPathElement>("path.lit")].map((path) => path.dataset.button),
  ).toEqual(["a"]);
});

test("a press changes that player's lamp, and not a list that may have 256 of them", async () => {
  const players: Player[] = [
    { id: "a1", name: "Ada", buttons: [] },
    { id: "b2", buttons: [] },
  ];
  const { signal, container } = showPlayers(players);
  const mutations = watchMutations(container);
  signal.set([
    { id: "a1", name: "Ada", buttons: ["b"] },
    { id: "b2", buttons: [] },
  ]);
  await tick();
  const changed = mutations().map(({ target }) => (target as SVGElement).dataset.button);
  expect(changed).toEqual(["b"]);
});

test("a player is muted and unmuted, and removed once that is confirmed", async () => {
  const { getByRole, signal, onMute, onRemove } = showPlayers([{ id: "a1", name: "Ada", buttons: [] }]);
  fireEvent.click(getByRole("button", { name: "Mute Ada", pressed: false }));
  expect(onMute).toHaveBeenLastCalledWith("a1", true);
  signal.set([{ id: "a1", name: "Ada", buttons: [], muted: true }]);
  await tick();
  fireEvent.click(getByRole("button", { name: "Mute Ada", pressed: true }));
  expect(onMute).toHaveBeenLastCalledWith("a1", false);
  const confirm = vi.fn<(text: string) => boolean>(() => false);
  vi.stubGlobal("confirm", confirm);
  fireEvent.click(getByRole("button", { name: "Remove Ada" }));
  expect(confirm.mock.calls[0]?.[0]).toContain("Remove Ada?");
  expect(onRemove).not.toHaveBeenCalled();
  confirm.mockReturnValue(true);
  fireEvent.click(getByRole("button", { name: "Remove Ada" }));
  expect(onRemove).toHaveBeenCalledExactlyOnceWith("a1");
});

test("what everybody may do is ticked one by one", () => {
  const onChange = vi.fn<(allowed: Permission[]) => void>();
  const { getByLabelText } = render(() => <PermissionsField allowed={["save"]} onChange={onChange} />);
  expect((getByLabelText("Save and load") as HTMLInputElement).checked).toBe(true);
  fireEvent.click(getByLabelText("Reset"));
  expect(onChange.mock.lastCall?.[0]).toEqual(["save", "reset"]);
  fireEvent.click(getByLabelText("Save and load"));
  expect(onChange.mock.lastCall?.[0]).toEqual([]);
});

function showSlots(first: SlotsView) {
  const signal = new Signal(first);
  const calls: string[] = [];
  const view = render(() => {
    const slots = createAccessor(signal);
    return (
      <SlotsPanel
        view={slots()}
        onSave={(slot) => calls.push(`save ${slot}`)}
        onLoad={(slot) => calls.push(`load ${slot}`)}
        onUndo={() => calls.push("undo")}
      />
    );
  });
  return { ...view, signal, calls, said: () => view.getByRole("status").textContent };
}

test("what there is of a game is saved and loaded, and an empty slot is not", () => {
  const { getByRole, getAllByRole, calls } = showSlots({
    slots: [null, { savedAtMs: Date.now(), picture: PICTURE }],
  });
  expect(getAllByRole("listitem").length).toBe(2);
  fireEvent.click(getByRole("button", { name: "Save as 1" }));
  fireEvent.click(getByRole("button", { name: "Load 2" }));
  expect((getByRole("button", { name: "Load 1" }) as HTMLButtonElement).disabled).toBe(true);
  expect(calls).toEqual(["save 0", "load 1"]);
});

test("the last thing done is said, and can be taken back", async () => {
  const slot = { savedAtMs: 0, picture: PICTURE };
  const { getByRole, queryByRole, signal, calls, said } = showSlots({ slots: [null] });
  expect(queryByRole("button", { name: /^(Undo|Go back)/ })).toBeNull();
  signal.set({ slots: [slot], undo: { type: "save", slot: 0 } });
  await tick();
  expect(said()).toBe("Saved as 1.");
  fireEvent.click(getByRole("button", { name: "Undo saving as 1" }));
  signal.set({ slots: [null] });
  await tick();
  expect(said()).toBe("Taken back.");
  signal.set({ slots: [slot], undo: { type: "load", slot: 0 } });
  await tick();
  expect(said()).toBe("Going on from 1.");
  fireEvent.click(getByRole("button", { name: "Go back to before 1 was loaded" }));
  expect(calls).toEqual(["undo", "undo"]);
  signal.set({ slots: [slot], problem: "It is of another build." });
  await tick();
  expect(getByRole("alert").textContent).toBe("It is of another build.");
});

test("games that were hosted here are gone on with, or deleted", () => {
  const game = (name: string, minutes: number): ResumableGame => ({
    romHash: "",
    name,
    title: `Title of ${name}`,
    opposites: false,
    allowed: [],
    mode: { type: "anarchy" },
    startedAtMs: 0,
    savedAtMs: Date.now() - minutes * 60_000,
    state: new Uint8Array(),
    picture: PICTURE,
  });
  const onResume = vi.fn();
  const onForget = vi.fn();
  const games = [game("one", 2), game("<i>two</i>", 60)];
  const { getByRole, container } = render(() => (
    <ResumeList games={games} onResume={onResume} onForget={onForget} />
  ));
  fireEvent.click(getByRole("button", { name: /^Go on with Title of one.*from 2 minutes ago$/ }));
  expect(onResume).toHaveBeenCalledExactlyOnceWith(games[0]);
  fireEvent.click(getByRole("button", { name: "Delete <i>two</i>, from 1 hour ago" }));
  expect(onForget).toHaveBeenCalledExactlyOnceWith(games[1]);
  expect(container.querySelector("i")).toBeNull();
});

test("where nothing was hosted, nothing is said of it", () => {
  const { container } = render(() => <ResumeList games={[]} onResume={() => {}} onForget={() => {}} />);
  expect(container.textContent).toBe("");
});
