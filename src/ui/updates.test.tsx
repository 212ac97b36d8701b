/** Sixty updates a second must cost the page no more than the texts that change. */
import { Signal } from "@moq/signals";
import { render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { GameStatus, PlayStats, PlayStatus } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { Players } from "./players.tsx";
import { PlayStatsLine } from "./stats-line.tsx";
import { StatusLine } from "./status-line.tsx";
import { tick, watchMutations } from "./testing.ts";

const STATS: PlayStats = {
  framesPerSecond: 59.7,
  framesShown: 0,
  inputLatencyMs: [30],
  jitterMs: 20,
  audioBufferMs: 80,
  audioUnderruns: 0,
};

test("sixty updates of status, figures and players write the texts that changed and build nothing", async () => {
  const status = new Signal<PlayStatus>({ state: "playing" });
  const stats = new Signal(STATS);
  const game = (frame: number): GameStatus => ({
    buttons: frame % 10 === 0 ? ["a"] : [],
    paused: false,
    isHeld: false,
    speed: 1,
    allowed: [],
    removed: [],
    players: [
      { id: "ada", buttons: frame % 10 === 0 ? ["a"] : [] },
      { id: "bob", buttons: ["left"] },
    ],
  });
  const told = new Signal(game(1));
  let renders = 0;
  const { container } = render(() => {
    renders++;
    const [a, b, c] = [createAccessor(status), createAccessor(stats), createAccessor(told)];
    return (
      <>
        <StatusLine state={a().state} text={a().state} />
        <PlayStatsLine stats={b()} />
        <Players players={c().players} />
      </>
    );
  });
  const elements = new Set(container.querySelectorAll("*"));
  const mutations = watchMutations(container);
  for (let frame = 2; frame <= 61; frame++) {
    status.set({ state: "playing" });
    // A figure that differs in what is not shown is no other text.
    stats.set({ ...STATS, framesShown: frame, jitterMs: frame % 20 === 0 ? 21 : 20.1 });
    told.set(game(frame));
    await tick();
  }
  const records = mutations();
  expect(renders).toBe(1);
  expect(new Set(container.querySelectorAll("*"))).toEqual(elements);
  // Three times 21 ms and back; six presses and releases, each of them a lamp and the words for it.
  const texts = records.filter(({ type }) => type === "characterData");
  expect(texts.filter(({ target }) => target.parentElement?.closest(".stats"))).toHaveLength(6);
  const lamps = records.filter(({ type }) => type === "attributes");
  expect(lamps.map(({ target }) => (target as SVGElement).dataset.button)).toEqual(Array(12).fill("a"));
  const bob = container.querySelectorAll(".player")[1];
  expect(records.some(({ target }) => bob?.contains(target))).toBe(false);
});
