import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Broadcast } from "../../net/api.ts";
import "../../net/lite.ts";
import { JsonPublisher } from "../../publish/json.ts";
import type { ModeOutline } from "../types.ts";
import { ModeLook, modeOutlineOf } from "./mode-outline.ts";

test.each([
  [{ mode: { type: "democracy", window: 2, tally: {} } }, { type: "democracy" }],
  [{ mode: { type: "seats", seats: [{}, {}, {}] } }, { type: "seats", seats: 3 }],
  [{ mode: { type: "seats", seats: "many" } }, { type: "seats", seats: 0 }],
  [{ mode: { type: "monarchy", seats: 3 } }, { type: "other" }],
  [{ buttons: [] }, {}],
  [{ mode: { type: 7 } }, {}],
  [{ mode: null }, {}],
  [["mode"], {}],
  [null, {}],
])("of %j there is %j to make room for", (status, outline) => {
  expect(modeOutlineOf(status)).toEqual(outline);
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Looks at a broadcast, whose host is asked for its status. */
function look() {
  const broadcast = new Broadcast.Producer();
  const told: ModeOutline[] = [];
  const consumer = broadcast.consume();
  const modeLook = new ModeLook(consumer, (outline) => told.push(outline));
  const status = async () => {
    for (;;) {
      const request = await broadcast.requested();
      if (request?.name === "status") return new JsonPublisher(request.accept({}));
    }
  };
  return { modeLook, told, status };
}

test("what a host tells is heard, and each change of it, until it is not wanted any more", async () => {
  const { modeLook, told, status } = look();
  const publisher = await status();
  publisher.update({ mode: { type: "anarchy" } });
  await vi.waitFor(() => expect(told).toEqual([{ type: "anarchy" }]));
  publisher.update({ mode: { type: "baton" } });
  await vi.waitFor(() => expect(told).toEqual([{ type: "anarchy" }, { type: "baton" }]));
  modeLook.shown();
  modeLook.close();
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(2);
});

test("a host that tells nothing is waited for no longer than half a second from the first picture on", () => {
  const { modeLook, told } = look();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
  modeLook.shown();
  vi.advanceTimersByTime(499);
  modeLook.shown();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{}]);
  modeLook.close();
});
