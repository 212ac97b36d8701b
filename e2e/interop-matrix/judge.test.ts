import { expect, test } from "vitest";
import type { Place } from "./cells.ts";
import { judge, type Known, knownOf } from "./judge.ts";

const place: Place = { title: "Node WebSocket", realm: "node", transport: "websocket" };
const entry: Known = {
  behaviours: ["datagrams"],
  consumer: /^npm moq-lite/,
  place: /WebSocket/,
  signature: /no datagram came/,
  whose: "npm's",
  why: "It is so.",
};
const cell = {
  publisher: { library: "ours", version: "moq-lite-06" },
  consumer: { library: "npm", version: "moq-lite-05" },
} as const;

test("an expected failure that passes is wrong, and so is one that fails in another way", () => {
  expect(judge({ seen: "Error: no datagram came" }, [entry])).toBeUndefined();
  expect(judge({ seen: undefined }, [entry])).toMatch(/works/);
  expect(judge({ seen: "Error: the session is closed" }, [entry])).toMatch(/another way/);
});

test("what is not known has to work", () => {
  expect(judge({ seen: undefined }, [])).toBeUndefined();
  expect(judge({ seen: "Error: no datagram came" }, [])).toBe("Error: no datagram came");
});

test("what happens sometimes may work, and fails in no other way", () => {
  const sometimes = [{ ...entry, sometimes: true }];
  expect(judge({ seen: undefined }, sometimes)).toBeUndefined();
  expect(judge({ seen: "Error: the session is closed" }, sometimes)).toMatch(/another way/);
});

test("an entry is for the cells, places and behaviours that it names", () => {
  expect(knownOf([entry], place, cell, "datagrams")).toEqual([entry]);
  expect(knownOf([entry], place, cell, "fetches")).toEqual([]);
  expect(knownOf([entry], { ...place, title: "Chromium WebTransport" }, cell, "datagrams")).toEqual([]);
  const turned = { publisher: cell.consumer, consumer: cell.publisher };
  expect(knownOf([entry], place, turned, "datagrams")).toEqual([]);
  expect(
    knownOf([{ ...entry, consumer: undefined, either: /^npm/ }], place, turned, "datagrams").length,
  ).toBe(1);
});
