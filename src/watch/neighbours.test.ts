import { Signal } from "@moq/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Broadcast, Path } from "../net/api.ts";
import { NEIGHBOURS_MAX, Neighbours, neighbourPath, PATIENCE_MS } from "./neighbours.ts";

/** Nothing is read of it here: it only has to be told from others. */
const reader = (name: string) => ({ name }) as unknown as Broadcast.Consumer;

function make() {
  const broadcast = reader("own");
  const opened = new Map<string, Signal<Broadcast.Consumer | undefined>>();
  const closed: string[] = [];
  const neighbours = new Neighbours({
    path: Path.from("room/alice"),
    broadcast,
    open(path) {
      const active = new Signal<Broadcast.Consumer | undefined>(undefined);
      opened.set(path, active);
      return { active, close: () => closed.push(path) };
    },
  });
  const onChange = vi.fn();
  neighbours.onChange = onChange;
  return { neighbours, broadcast, opened, closed, onChange };
}

/** Signals tell of what is new after the script that sets them. */
const told = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("where a rendition's broadcast leads", () => {
  const own = Path.from("room/alice");
  it.each([
    ["bob", "room/bob"],
    ["alice/hd", "room/alice/hd"],
    ["../hall/source", "hall/source"],
    ["alice", "room/alice"],
    ["..", "room/alice"],
    [".", "room"],
    ["../../above", undefined],
    [Array(40).fill("a").join("/"), undefined],
  ])("%s", (reference, expected) => {
    expect(neighbourPath(own, reference)).toBe(expected);
  });
});

describe("the broadcasts beside a catalog's own", () => {
  it("are there while they are announced, and their coming and going is told", async () => {
    const { neighbours, opened, onChange } = make();
    neighbours.want(["bob"]);
    expect(neighbours.get("bob")).toBeUndefined();
    const bob = reader("bob");
    opened.get("room/bob")?.set(bob);
    await told();
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(neighbours.get("bob")).toBe(bob);
    opened.get("room/bob")?.set(undefined);
    await told();
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(neighbours.get("bob")).toBeUndefined();
  });

  it("are opened once each, and the catalog's own not at all", () => {
    const { neighbours, broadcast, opened } = make();
    neighbours.want(["alice", "bob", "./bob", "../room/bob", "../../above"]);
    neighbours.want(["bob"]);
    expect([...opened.keys()]).toEqual(["room/bob"]);
    expect(neighbours.get("../room/alice")).toBe(broadcast);
    expect(neighbours.get("../../above")).toBeUndefined();
  });

  it("are let go of once no rendition names them, and when all is closed", () => {
    const { neighbours, closed, onChange, opened } = make();
    neighbours.want(["bob", "carol"]);
    neighbours.want(["carol"]);
    expect(closed).toEqual(["room/bob"]);
    neighbours.close();
    neighbours.close();
    expect(closed).toEqual(["room/bob", "room/carol"]);
    neighbours.want(["dave"]);
    expect(opened.has("room/dave")).toBe(false);
    vi.advanceTimersByTime(2 * PATIENCE_MS);
    expect(onChange).not.toHaveBeenCalled();
  });

  it("are no more than a few, however many a catalog names", () => {
    const { neighbours, opened } = make();
    neighbours.want(Array.from({ length: 100 }, (_, i) => `b${i}`));
    expect(opened.size).toBe(NEIGHBOURS_MAX);
  });

  it("are given a while to come before they count as missing", async () => {
    const { neighbours, opened, onChange } = make();
    expect(neighbours.isSettled).toBe(true);
    neighbours.want(["bob", "carol"]);
    expect(neighbours.isSettled).toBe(false);
    opened.get("room/bob")?.set(reader("bob"));
    await told();
    expect(neighbours.isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(neighbours.isSettled).toBe(true);
    expect(onChange).toHaveBeenCalledTimes(2);
    opened.get("room/carol")?.set(reader("carol"));
    expect(neighbours.isSettled).toBe(true);
  });
});
