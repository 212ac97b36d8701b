import { expect, it } from "vitest";
import { RoundTrip } from "./round-trip.ts";

it("a round trip is the shortest of the newest answers, and unknown before the first", () => {
  const roundTrip = new RoundTrip();
  expect(roundTrip.ms).toBeUndefined();
  for (const tookMs of [40, 22, 31]) roundTrip.add(tookMs);
  expect(roundTrip.ms).toBe(22);
  for (let i = 0; i < 8; i++) roundTrip.add(60 + i);
  expect(roundTrip.ms).toBe(60);
});

it("what took no time was not answered by the peer, and counts for nothing", () => {
  const roundTrip = new RoundTrip();
  for (const tookMs of [0, 0.2, Number.NaN]) roundTrip.add(tookMs);
  expect(roundTrip.ms).toBeUndefined();
});
