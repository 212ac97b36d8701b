import { expect, it } from "vitest";
import { HostDistance } from "./distance.ts";

it("a distance is told when it is first known, in whole milliseconds", () => {
  const distance = new HostDistance();
  expect(distance.measured(undefined, 0)).toBe(false);
  expect(distance.measured(21.6, 1)).toBe(true);
  expect(distance.roundTripMs).toBe(22);
});

it("it is told again where it has changed by much, and no more than every five seconds", () => {
  const distance = new HostDistance();
  distance.measured(100, 0);
  expect(distance.measured(200, 4_999)).toBe(false);
  expect(distance.measured(124, 5_000)).toBe(false);
  expect(distance.measured(126, 5_000)).toBe(true);
  expect(distance.roundTripMs).toBe(126);
  expect(distance.measured(undefined, 20_000)).toBe(false);
  expect(distance.roundTripMs).toBe(126);
});

it("a few milliseconds are not worth a word, however near the relay is", () => {
  const distance = new HostDistance();
  distance.measured(2, 0);
  expect(distance.measured(6, 10_000)).toBe(false);
  expect(distance.measured(7, 10_000)).toBe(true);
});
