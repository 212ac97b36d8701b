import { Signal } from "@moq/signals";
import { fireEvent, render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatLine, ChatStatus, EmoteBurst, Talk } from "../../arcade/types.ts";
import { tick, watchMutations } from "../testing.ts";
import { createTalk, type TalkParts } from "./talk.tsx";

const line = (seq: number, text: string, id = "ada", name?: string): ChatLine => ({
  seq,
  id,
  text,
  frame: seq,
  ...(name === undefined ? {} : { name }),
});

/** A game's chat as a test has it. */
class Said implements Talk {
  readonly chat = new Signal<ChatStatus>({ state: "on", lines: [], muted: [] });
  readonly emotes = new Signal<readonly EmoteBurst[]>([]);
  readonly sent: string[] = [];
  isTooSoon = false;

  say(text: string): boolean {
    if (!this.isTooSoon) this.sent.push(text);
    return !this.isTooSoon;
  }

  emote(emote: string): boolean {
    this.sent.push(`(${emote})`);
    return true;
  }

  add(...lines: ChatLine[]): Promise<void> {
    this.chat.update((chat) => ({ ...chat, lines: [...chat.lines, ...lines] }));
    return tick();
  }
}

async function show(options: { onMute?: (id: string, muted: boolean) => void; shown?: boolean } = {}) {
  const said = new Said();
  const [shown, setShown] = createSignal(options.shown ?? true);
  const left = vi.fn();
  let parts: TalkParts | undefined;
  const rendered = render(() => {
    parts = createTalk(said, {
      own: () => "me",
      shown,
      onShow: setShown,
      onLeave: left,
      ...(options.onMute ? { onMute: options.onMute } : {}),
    });
    return (
      <>
        {parts.button()}
        {parts.panel()}
        {parts.floats()}
      </>
    );
  });
  if (shown()) await rendered.findByRole("log");
  const key = (code: string) => parts?.shortcuts[code]?.();
  return { ...rendered, said, shown, setShown, left, key };
}

const texts = (container: Element) => [...container.querySelectorAll(".chat-line")].map((p) => p.textContent);

test("lines are text with a name, whoever says them and whatever they hold", async () => {
  const { container, said } = await show();
  await said.add(
    line(1, "<img src=x onerror=alert(1)>", "ada", "<b>Ada</b>"),
    line(2, "hello", "me"),
    line(3, "welcome https://example.com", "host"),
  );
  expect(texts(container)).toEqual([
    "<b>Ada</b><img src=x onerror=alert(1)>",
    "Youhello",
    "Hostwelcome https://example.com",
  ]);
  expect(container.querySelector("img, b, a")).toBeNull();
});

test("a line that comes adds itself and touches no other", async () => {
  const { container, said } = await show();
  await said.add(line(1, "one"), line(2, "two"));
  const mutations = watchMutations(container);
  await said.add(line(3, "three"));
  const records = mutations();
  expect(records.every(({ type }) => type === "childList")).toBe(true);
  const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
  expect(added.map((node) => node.textContent)).toEqual(["adathree"]);
});

test("what is said is sent and the field emptied; what is too soon stays, and is told", async () => {
  const { getByLabelText, getByText, said, container } = await show();
  const input = getByLabelText("Say something") as HTMLInputElement;
  const submit = () => fireEvent.submit(container.querySelector("form") as HTMLFormElement);
  fireEvent.input(input, { target: { value: "  hello  " } });
  submit();
  expect(said.sent).toEqual(["hello"]);
  expect(input.value).toBe("");
  said.isTooSoon = true;
  fireEvent.input(input, { target: { value: "again" } });
  submit();
  expect(input.value).toBe("again");
  expect(getByText("Not so fast: wait a moment.")).toBeDefined();
});

test("T opens it at its field, Escape gives the keyboard back, and what was written stays", async () => {
  const { findByLabelText, getByLabelText, key, left, setShown, shown } = await show({ shown: false });
  key("KeyT");
  expect(shown()).toBe(true);
  const input = (await findByLabelText("Say something")) as HTMLInputElement;
  await tick();
  expect(document.activeElement).toBe(input);
  fireEvent.input(input, { target: { value: "half a th" } });
  const onWindow = vi.fn();
  window.addEventListener("keydown", onWindow);
  fireEvent.keyDown(input, { code: "Escape" });
  window.removeEventListener("keydown", onWindow);
  expect(onWindow).not.toHaveBeenCalled();
  expect(left).toHaveBeenCalledOnce();
  expect(document.activeElement).not.toBe(input);
  setShown(false);
  setShown(true);
  expect(((await findByLabelText("Say something")) as HTMLInputElement).value).toBe("half a th");
  key("KeyT");
  expect(document.activeElement).toBe(getByLabelText("Say something"));
});

test("counts what came while it was closed, not what was said before one came", async () => {
  const { getByRole, said, setShown } = await show({ shown: false });
  const label = () => getByRole("button", { name: /^Chat/ }).getAttribute("aria-label");
  said.chat.set({ state: "none", lines: [], muted: [] });
  await tick();
  said.chat.set({ state: "on", lines: [line(1, "before"), line(2, "this")], muted: [] });
  await tick();
  expect(label()).toBe("Chat");
  await said.add(line(3, "one"), line(4, "two"));
  expect(label()).toBe("Chat, 2 unread");
  setShown(true);
  expect(label()).toBe("Chat");
});

test("where the host turns it off there is nothing of it, and its keys do nothing", async () => {
  const { queryByRole, queryByLabelText, said, key } = await show();
  said.chat.set({ state: "off", lines: [], muted: [] });
  await tick();
  expect(queryByRole("button")).toBeNull();
  expect(queryByLabelText("Say something")).toBeNull();
  key("Digit1");
  expect(said.sent).toEqual([]);
});

test("who is muted is told so in place of the field; who may mute has a way to, and back", async () => {
  const onMute = vi.fn();
  const { getByRole, getByText, queryByLabelText, said } = await show({ onMute });
  await said.add(line(1, "rude", "bob"), line(2, "own", "host"));
  fireEvent.click(getByRole("button", { name: "Mute bob in the chat" }));
  expect(onMute).toHaveBeenLastCalledWith("bob", true);
  said.chat.set({ state: "on", lines: [], muted: ["bob", "me"] });
  await tick();
  expect(queryByLabelText("Say something")).toBeNull();
  expect(getByText("The host has muted you here.")).toBeDefined();
  fireEvent.click(getByRole("list", { name: "Muted" }).querySelector("button") as HTMLButtonElement);
  expect(onMute).toHaveBeenLastCalledWith("bob", false);
});

test("keys 1 to 8 and the row send emotes", async () => {
  const { getByRole, key, said } = await show();
  key("Digit1");
  key("Digit8");
  fireEvent.click(getByRole("button", { name: "Fire" }));
  expect(said.sent).toEqual(["(heart)", "(wave)", "(fire)"]);
});

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

test("emotes float for two seconds, ten at once, and are counted in words", async () => {
  const { container, said } = await show();
  const floats = () => [...container.querySelectorAll(".emote-float")].map((float) => float.textContent);
  const inWords = () => container.querySelector(".emote-said")?.textContent;
  said.emotes.set([
    { emote: "heart", count: 12 },
    { emote: "clap", count: 1 },
  ]);
  await vi.advanceTimersByTimeAsync(1);
  expect(floats()).toEqual(["❤️×12", "👏"]);
  for (let i = 0; i < 50; i++) {
    said.emotes.set([{ emote: "heart", count: 2 }], true);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(floats()).toHaveLength(10);
  expect(inWords()).toBe("Heart × 112, Clapping × 1");
  await vi.advanceTimersByTimeAsync(2_100);
  expect(floats()).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(inWords()).toBe("");
});
