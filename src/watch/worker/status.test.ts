import { describe, expect, it } from "vitest";
import { type Facts, STALL_MS, watchStatus } from "./status.ts";

const FACTS: Facts = {
  source: "known",
  connected: true,
  seen: true,
  live: true,
  paused: false,
  wanted: true,
};
const status = (facts: Partial<Facts>, sinceMs = 10) =>
  watchStatus({ ...FACTS, ...facts }, sinceMs, { state: "playing" });

describe("how a broadcast fares", () => {
  it.each<[string, Partial<Facts>, number, string, RegExp | undefined]>([
    ["plays", {}, 10, "playing", undefined],
    ["waits for something to watch", { source: "none", seen: false }, 10, "waiting", /address and a name/],
    ["connects", { connected: false, seen: false }, 10, "connecting", undefined],
    [
      "says why it does not connect",
      { connected: false, seen: false, connectionError: "no answer" },
      10,
      "connecting",
      /^No answer\.$/,
    ],
    ["has lost the relay", { connected: false, live: false }, 10, "lost", /relay is lost/],
    ["waits for the broadcast", { seen: false, live: true }, Number.POSITIVE_INFINITY, "waiting", undefined],
    ["has ended", { live: false }, 10, "lost", /has ended/],
    ["cannot be played", { problem: "No codec." }, 10, "failed", /No codec\./],
    ["is paused here", { paused: true }, 9_999, "paused", undefined],
    [
      "is not paused before there was a picture",
      { paused: true, seen: false },
      Number.POSITIVE_INFINITY,
      "waiting",
      undefined,
    ],
    ["is paused there", { senderPaused: true }, 9_999, "paused", /sender/],
    ["stands still", {}, STALL_MS, "waiting", /Nothing comes/],
    ["plays on out of sight", { wanted: false }, 9_999, "playing", undefined],
  ])("%s", (_, facts, sinceMs, state, error) => {
    const told = status(facts, sinceMs);
    expect(told.state).toBe(state);
    if (error) expect(told.error).toMatch(error);
    else expect(told.error).toBeUndefined();
  });
});
