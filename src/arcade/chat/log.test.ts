import { expect, test } from "vitest";
import { ChatLog } from "./log.ts";
import { PageChat } from "./page.ts";
import type { HeardChat } from "./schemas.ts";

const heard = (seqs: number[], emotes: [string, number][] = [], muted: string[] = []): HeardChat => ({
  on: true,
  muted,
  emotes: new Map(emotes) as HeardChat["emotes"],
  lines: seqs.map((seq) => ({ seq, id: seq % 2 ? "ada" : "bob", text: `line ${seq}`, frame: seq })),
});

const OFF: HeardChat = { on: false, muted: [], emotes: new Map(), lines: [] };

test("tells each line once, and emotes from when it began to listen", () => {
  const log = new ChatLog();
  const first = log.hear(heard([1, 2], [["heart", 40]]));
  expect(first.begins).toBe(true);
  expect(first.lines.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(first.emotes).toEqual([]);
  const second = log.hear(
    heard(
      [1, 2, 3],
      [
        ["heart", 52],
        ["fire", 1],
      ],
    ),
  );
  expect(second.begins).toBe(false);
  expect(second.lines.map(({ seq }) => seq)).toEqual([3]);
  expect(second.emotes).toEqual([
    { emote: "heart", count: 12 },
    { emote: "fire", count: 1 },
  ]);
  log.skipEmotes();
  expect(log.hear(heard([3], [["heart", 99]])).emotes).toEqual([]);
});

test("a page keeps the newest 200 lines, lets go of muted ones and of another host's", () => {
  const log = new ChatLog();
  const page = new PageChat(() => {});
  const seqs = () => page.chat.peek().lines.map(({ seq }) => seq);
  for (let seq = 1; seq <= 300; seq++) page.receive(log.hear(heard([seq])));
  expect(seqs()).toHaveLength(200);
  expect(seqs()[0]).toBe(101);
  const kept = page.chat.peek().lines[1];
  page.receive(log.hear(heard([300], [], ["ada"])));
  expect(seqs()).toHaveLength(100);
  expect(page.chat.peek().lines[0]).toBe(kept);
  log.begin();
  page.receive(log.hear(heard([1, 2])));
  expect(seqs()).toEqual([1, 2]);
  page.receive(log.hear(OFF));
  expect(page.chat.peek()).toEqual({ state: "off", lines: [], muted: [] });
});

test("the same emotes once more are told once more", async () => {
  const log = new ChatLog();
  const page = new PageChat(() => {});
  let told = 0;
  page.emotes.subscribe(() => told++);
  for (const total of [0, 1, 2]) {
    page.receive(log.hear(heard([], [["heart", total]])));
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(told).toBe(2);
});

test("a page says what is left of a line, and says no more than is allowed", () => {
  const sent: unknown[] = [];
  const page = new PageChat((said) => sent.push(said));
  expect(page.say(" \u202e ")).toBe(false);
  const lines = ["one", " two ", "three", "four", "five"].map((text) => page.say(text));
  expect(lines).toEqual([true, true, true, true, false]);
  expect(page.emote("heart")).toBe(true);
  expect(sent).toEqual([
    { text: "one" },
    { text: "two" },
    { text: "three" },
    { text: "four" },
    { emote: "heart" },
  ]);
});
