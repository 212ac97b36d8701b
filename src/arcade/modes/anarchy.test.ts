import { expect, it } from "vitest";
import { beginMode, joinCounted } from "./index.ts";
import { crowd, play } from "./testing.ts";

it("all held buttons are joined", () => {
  const wrong: number[] = [];
  let mode = beginMode({ type: "anarchy" });
  for (const [frame, happens] of crowd(1, 2_000).entries()) {
    mode = play(mode, frame, happens);
    const held = happens.hands.reduce((joined, hand) => joined | hand.held, 0);
    if (joinCounted(mode, happens.hands) !== held) wrong.push(frame);
  }
  expect(wrong).toEqual([]);
  expect(mode.status()).toEqual({ type: "anarchy" });
});
