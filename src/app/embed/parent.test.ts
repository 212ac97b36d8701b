import { expect, test } from "vitest";
import type { EmbedCommand } from "./messages.ts";
import { type FrameWindow, makeParentChannel } from "./parent.ts";

const PARENT = "https://blog.example";

/** A window in another one: an `EventTarget` each, and what the outer one was sent. */
function makeFrame({ isFramed = true, origin }: { isFramed?: boolean; origin?: string } = {}) {
  const sent: [unknown, unknown][] = [];
  const target = new EventTarget();
  const parent = { postMessage: (data: unknown, to: unknown) => sent.push([data, to]) };
  const frame = {
    parent,
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
  if (!isFramed) Object.assign(frame, { parent: frame, postMessage: parent.postMessage });
  const heard: EmbedCommand[] = [];
  const channel = makeParentChannel(frame as unknown as FrameWindow, origin, (command) =>
    heard.push(command),
  );
  const say = (data: unknown, { from = PARENT, source = parent as unknown } = {}) => {
    target.dispatchEvent(Object.assign(new Event("message"), { data, origin: from, source }));
  };
  return { channel, sent, heard, say };
}

const mute = { target: "moq-arcade", version: 1, type: "mute", muted: true };

test("the page around is told each thing when it changes, and all of it once more when it says hello", () => {
  const { channel, sent, say } = makeFrame();
  channel.tell({ type: "ready", name: "<b>", plays: true });
  channel.tell({ type: "players", count: 1, players: ["host"] });
  channel.tell({ type: "players", count: 1, players: ["host"] });
  channel.tell({ type: "players", count: 0, players: [] });
  const common = { source: "moq-arcade", version: 1 };
  const ready = [{ ...common, type: "ready", name: "<b>", plays: true }, "*"];
  const none = [{ ...common, type: "players", count: 0, players: [] }, "*"];
  expect(sent).toEqual([ready, [{ ...common, type: "players", count: 1, players: ["host"] }, "*"], none]);
  sent.length = 0;
  say({ target: "moq-arcade", version: 1, type: "hello" });
  expect(sent).toEqual([ready, none]);
});

test("only the page around may command, and where an origin is named only that one; after the end nobody", () => {
  const { heard, say, channel } = makeFrame({ origin: PARENT });
  say(mute, { from: "https://evil.example" });
  say(mute, { source: {} });
  say(mute, { source: null });
  expect(heard).toEqual([]);
  say(mute);
  expect(heard).toEqual([mute]);
  channel.close();
  channel.close();
  say(mute);
  expect(heard).toHaveLength(1);
  const any = makeFrame();
  any.say(mute, { from: "null" });
  expect(any.heard).toEqual([mute]);
});

test("what names an origin is sent to no other", () => {
  const { channel, sent } = makeFrame({ origin: PARENT });
  channel.tell({ type: "mode", mode: "anarchy" });
  expect(sent.map(([, to]) => to)).toEqual([PARENT]);
});

test.each([
  undefined,
  null,
  "mute",
  42,
  [],
  {},
  { type: "mute", muted: true },
  { ...mute, version: 2 },
  { ...mute, target: "else" },
  { ...mute, muted: "yes" },
  { ...mute, type: "press" },
  { ...mute, type: "volume", volume: 2 },
  { ...mute, type: "volume", volume: Number.NaN },
  { ...mute, type: "__proto__" },
])("what is no command is passed over: %j", (data) => {
  const { heard, sent, say } = makeFrame();
  say(data);
  expect([heard, sent]).toEqual([[], []]);
});

test("a page that nothing holds tells nobody and hears nobody", () => {
  const { channel, sent, heard, say } = makeFrame({ isFramed: false });
  channel.tell({ type: "mode", mode: "anarchy" });
  say(mute);
  expect([sent, heard]).toEqual([[], []]);
});
