import { expect, test } from "vitest";
import { parseViewerChat } from "./reader.ts";
import { ChatRoom, type Saying } from "./room.ts";
import { EMOTES, MUTED_MAX, readHostChat, SAID_MAX, TOLD_MAX, type ViewerChat } from "./schemas.ts";
import { cleanText } from "./text.ts";
import { ChatWriter } from "./writer.ts";

const at = (nowMs: number, frame = 0): Saying => ({ nowMs, frame });

/** The lines that everybody is told. */
const told = (room: ChatRoom) =>
  Object.entries(room.value().lines).map(([seq, { id, text }]) => `${seq} ${id}: ${text}`);

const says = (...texts: string[]): ViewerChat => ({
  said: texts.map((text, index) => ({ seq: index + 1, text })),
});

function opened(...ids: string[]): ChatRoom {
  const room = new ChatRoom(true);
  for (const id of ids) room.join(id, false, 0);
  return room;
}

test("lines are told in their order, with who said them, their name and the frame", () => {
  const room = opened("ada", "bob");
  expect(room.hear("ada", says("hello"), { name: " Ada\u202e ", frame: 7, nowMs: 0 })).toBe(true);
  expect(room.hear("bob", says("hi"), at(10, 9))).toBe(true);
  expect(room.value()).toEqual({
    on: true,
    muted: [],
    emotes: {},
    lines: { 1: { id: "ada", name: "Ada", text: "hello", frame: 7 }, 2: { id: "bob", text: "hi", frame: 9 } },
  });
});

test("what is repeated is told once, and a frame that was lost costs nothing", () => {
  const room = opened("ada");
  const writer = new ChatWriter();
  room.hear("ada", writer.add({ text: "one" }), at(0));
  writer.add({ text: "two" });
  room.hear("ada", writer.add({ text: "three" }), at(0));
  room.hear("ada", writer.value(), at(0));
  expect(told(room)).toEqual(["1 ada: one", "2 ada: two", "3 ada: three"]);
});

test("four lines at once are heard, and then one in two seconds; others are heard meanwhile", () => {
  const room = opened("ada", "bob");
  const writer = new ChatWriter();
  for (let i = 0; i < 8; i++) room.hear("ada", writer.add({ text: `${i}` }), at(0));
  expect(told(room)).toHaveLength(4);
  expect(room.hear("ada", writer.add({ text: "soon" }), at(1_000))).toBe(false);
  expect(room.hear("bob", says("not slowed"), at(1_000))).toBe(true);
  expect(room.hear("ada", writer.add({ text: "later" }), at(3_100))).toBe(true);
  expect(told(room).slice(-2)).toEqual(["5 bob: not slowed", "6 ada: later"]);
});

test("emotes are counted, rationed by themselves, and unknown ones mean nothing", () => {
  const room = opened("ada", "bob");
  const [ada, bob] = [new ChatWriter(), new ChatWriter()];
  for (let i = 0; i < 9; i++) room.hear("ada", ada.add({ emote: "heart" }), at(0));
  room.hear("bob", bob.add({ emote: "heart" }), at(0));
  expect(room.hear("bob", bob.add({ emote: "toString" }), at(0))).toBe(false);
  expect(room.value().emotes).toEqual({ heart: 7 });
  expect(room.hear("ada", ada.add({ text: "and a line" }), at(0))).toBe(true);
});

test("who comes back says nothing twice, and is not let off a pause by that", () => {
  const room = opened("ada");
  const writer = new ChatWriter();
  for (let i = 0; i < 4; i++) room.hear("ada", writer.add({ text: `${i}` }), at(0));
  room.leave("ada");
  room.join("ada", false, 10);
  expect(room.hear("ada", writer.value(), at(20))).toBe(false);
  expect(room.hear("ada", writer.add({ text: "again" }), at(30))).toBe(false);
  expect(told(room)).toHaveLength(4);
});

test("what was said to another host is not said to this one", () => {
  const room = new ChatRoom(true);
  room.join("ada", true, 0);
  const writer = new ChatWriter();
  writer.add({ text: "to another" });
  expect(room.hear("ada", writer.value(), at(100))).toBe(false);
  expect(room.hear("ada", writer.add({ text: "to this one" }), at(500))).toBe(true);
  expect(told(room)).toEqual(["1 ada: to this one"]);
});

test("a muted viewer is not heard, and what it said is gone", () => {
  const room = opened("ada", "bob");
  room.hear("ada", says("rude"), at(0));
  room.hear("bob", says("kind"), at(0));
  room.mute("ada", true);
  expect(room.hear("ada", { said: [{ seq: 2, text: "ruder" }] }, at(10))).toBe(false);
  expect(told(room)).toEqual(["2 bob: kind"]);
  expect(room.value().muted).toEqual(["ada"]);
  room.mute("ada", false);
  expect(room.hear("ada", { said: [{ seq: 3, text: "sorry" }] }, at(20))).toBe(true);
});

test("turned off, it hears nobody and has forgotten", () => {
  const room = opened("ada");
  room.hear("ada", says("hello"), at(0));
  room.turn(false);
  expect(room.hear("ada", { said: [{ seq: 2, text: "still there?" }] }, at(10))).toBe(false);
  expect(room.value()).toEqual({ on: false, muted: [], emotes: {}, lines: {} });
  room.turn(true);
  expect(room.value().lines).toEqual({});
});

/** The same numbers each time. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const NASTY = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "\u202e\u2066reversed",
  "\u0000\u0007\u001b[2J",
  "Z\u0335\u0327\u0321\u0335\u0327\u0321\u0335",
  "\ud83d",
  "\udc00\ud800",
  "__proto__",
  "constructor",
  "😀".repeat(90),
  "a".repeat(199),
  " \u200b ",
  "",
];

test("10,000 hostile commands: never a throw, never more than is allowed, always plain text", () => {
  const random = makeRandom(1);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const text = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(NASTY)).join("");
  const anything = (): unknown =>
    pick<unknown>([null, 0, -1, 1.5, 1e308, "", text(), [], {}, [[[[]]]], { seq: "1" }, { toString: 1 }]);
  const one = (seq: number) =>
    pick<() => unknown>([
      () => ({ seq, text: text() }),
      () => ({ seq, emote: pick([...EMOTES, "toString", "__proto__"]) }),
      () => ({ seq, text: anything(), emote: anything() }),
      () => ({ seq: anything(), text: text() }),
      () => JSON.parse('{"seq":1,"__proto__":{"polluted":true},"text":"x"}') as unknown,
      anything,
    ])();
  const room = new ChatRoom(true);
  const ids = Array.from({ length: 300 }, (_, index) => (index === 0 ? "__proto__" : `viewer-${index}`));
  const heard = new Map<string, number>();
  let nowMs = 0;
  for (let count = 1; count <= 10_000; count++) {
    nowMs += 2;
    const id = pick(ids);
    if (random() < 0.2) room.leave(id);
    room.join(id, random() < 0.1, nowMs);
    if (random() < 0.01) room.mute(pick(ids), random() < 0.5);
    const said = Array.from({ length: Math.floor(random() * (SAID_MAX + 2)) }, (_, index) =>
      one(count * 10 + index),
    );
    const chat = parseViewerChat(random() < 0.05 ? anything() : { said });
    if (!chat) continue;
    if (room.hear(id, chat, { name: text(), frame: count, nowMs })) heard.set(id, (heard.get(id) ?? 0) + 1);
    if (count % 100 === 0) expect(Object.keys(room.value().lines).length).toBeLessThanOrEqual(TOLD_MAX);
  }
  const value = room.value();
  expect(heard.size).toBeGreaterThan(100);
  // 20 seconds: four lines and six emotes at once, and 10 and 40 over time.
  expect(Math.max(...heard.values())).toBeLessThanOrEqual(60);
  expect(value.muted.length).toBeLessThanOrEqual(MUTED_MAX);
  expect(JSON.stringify(value).length).toBeLessThan(64_000);
  const read = readHostChat(JSON.parse(JSON.stringify(value)));
  expect(read?.lines).toHaveLength(Object.keys(value.lines).length);
  for (const line of read?.lines ?? []) expect(line.text).toBe(cleanText(line.text));
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("a flood from one neither slows the others nor is told", () => {
  const room = opened("flood", "ada");
  const flood = new ChatWriter();
  for (let i = 0; i < 10_000; i++) room.hear("flood", flood.add({ text: `buy ${i}` }), at(i));
  expect(room.hear("ada", says("still here"), at(10_000))).toBe(true);
  // Four at once, and one in two seconds of ten.
  expect(told(room).filter((line) => line.includes("flood")).length).toBeLessThanOrEqual(9);
});

test("a host's chat is no better than a viewer's: what is not in order is not there", () => {
  const lines = {
    1: { id: "ada", text: "one\u202e" },
    2: { id: "", text: "no speaker" },
    3: { id: "bob", name: 7, text: "three", frame: -1 },
    x: { id: "ada", text: "no number" },
    4: "no line",
    5: { id: "ada", text: "\u200b" },
  };
  const read = readHostChat({ on: true, muted: "all", emotes: { heart: 3, fire: -1, x: 9 }, lines });
  expect(read).toEqual({
    on: true,
    muted: [],
    emotes: new Map([["heart", 3]]),
    lines: [
      { seq: 1, id: "ada", text: "one", frame: 0 },
      { seq: 3, id: "bob", text: "three", frame: 0 },
    ],
  });
  for (const wrong of [null, [], { on: "yes" }, 7]) expect(readHostChat(wrong)).toBeUndefined();
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [i + 1, { id: "a", text: "x" }]));
  expect(readHostChat({ on: true, lines: many })?.lines.map(({ seq }) => seq)).toEqual(
    Array.from({ length: TOLD_MAX }, (_, i) => 951 + i),
  );
});
