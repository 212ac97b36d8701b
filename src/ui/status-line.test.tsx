import { Signal } from "@moq/signals";
import { render } from "@solidjs/testing-library";
import { createMemo } from "solid-js";
import { expect, test } from "vitest";
import type { HostStatus, PlayState, PlayStatus } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { hostText, playText, StatusLine } from "./status-line.tsx";
import { tick, watchMutations } from "./testing.ts";

/** As a page does it: the signal of a play, behind the accessor. */
function Line(props: { status: Signal<PlayStatus> }) {
  const status = createAccessor(props.status);
  const text = createMemo(() => playText(status()));
  return <StatusLine state={status().state} text={text()} />;
}

test.each<[PlayState, string]>([
  ["connecting", "Connecting…"],
  ["waiting", "Waiting for the game…"],
  ["playing", "Playing"],
  ["paused", "Paused by the host"],
  ["lost", "The game is gone"],
  ["failed", "Not playable"],
])("tells that it is %s", async (state, text) => {
  const other: PlayState = state === "playing" ? "waiting" : "playing";
  const status = new Signal<PlayStatus>({ state: other });
  const { getByRole, container } = render(() => <Line status={status} />);
  status.set({ state });
  await tick();
  expect(getByRole("status").textContent).toBe(text);
  expect(container.querySelector(".status-light")?.getAttribute("data-state")).toBe(state);
});

test("says what went wrong after what that means", () => {
  expect(playText({ state: "lost", error: "The host has left." })).toBe(
    "The game is gone: The host has left.",
  );
  expect(playText({ state: "connecting", error: "No relay answers." })).toBe("Connecting: No relay answers.");
  const taken: HostStatus = { state: "failed", reason: "name", error: "It is taken." };
  expect(hostText(taken)).toBe("Not running: It is taken.");
  expect(hostText({ state: "unseen", error: "Ask." })).toBe("Nobody can see this game: Ask.");
  expect(hostText({ state: "paused" })).toBe("Paused: nobody is watching");
});

test("is a polite live region", () => {
  const { getByRole } = render(() => <StatusLine state="playing" text="Playing" />);
  expect(getByRole("status").getAttribute("aria-live")).toBe("polite");
});

test("shows text from the network as text", () => {
  const error = "<img src=x onerror=alert(1)>";
  const { getByRole, container } = render(() => (
    <StatusLine state="lost" text={playText({ state: "lost", error })} />
  ));
  expect(container.querySelector("img")).toBeNull();
  expect(getByRole("status").textContent).toContain(error);
});

test("an update touches only the text that shows it", async () => {
  const status = new Signal<PlayStatus>({ state: "connecting", error: "Attempt 0." });
  const { container } = render(() => (
    <main>
      <h1>Beside it</h1>
      <Line status={status} />
    </main>
  ));
  const text = container.querySelector(".status-text")?.firstChild;
  const mutations = watchMutations(container);
  for (let attempt = 1; attempt <= 60; attempt++) {
    status.set({ state: "connecting", error: `Attempt ${attempt}.` });
    await tick();
  }
  const records = mutations();
  expect(container.querySelector(".status-text")?.textContent).toBe("Connecting: Attempt 60.");
  expect(records).toHaveLength(60);
  expect(records.every((record) => record.type === "characterData" && record.target === text)).toBe(true);
});

test("an update that says the same touches nothing", async () => {
  const status = new Signal<PlayStatus>({ state: "playing" });
  const { container } = render(() => <Line status={status} />);
  const mutations = watchMutations(container);
  status.set({ state: "playing" });
  await tick();
  expect(mutations()).toEqual([]);
});
