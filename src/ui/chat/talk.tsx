import { createEffect, createMemo, createSignal, type JSX, on, Show } from "solid-js";
import type { ChatStatus, EmoteName, Talk } from "../../arcade/types.ts";
import { createAccessor } from "../accessor.ts";
import { makeLate } from "../late.tsx";
import { ChatButton } from "./chat-button.tsx";
import type { ChatPanelHandle } from "./chat-panel.tsx";
import { EmoteFloats } from "./emote-floats.tsx";
import { EMOTE_LOOKS } from "./emotes.ts";

// Not needed for the first picture, and by many never.
const EmoteMenu = makeLate(async () => (await import("./emote-menu.tsx")).EmoteMenu, "The emotes");
const ChatPanel = makeLate(async () => (await import("./chat-panel.tsx")).default, "The chat");

/** The host among those who speak: docs/wire.md. */
const HOST_ID = "host";

export interface TalkOptions {
  /** Which of those who speak is the one who reads. */
  own: () => string | undefined;
  /** Whether the chat is shown, which is the caller's to keep: other panels take its place. */
  shown: () => boolean;
  onShow: (shown: boolean) => void;
  /** Gives the keyboard to the game. */
  onLeave?: () => void;
  /** Mutes and unmutes one who speaks, where the reader may. */
  onMute?: (id: string, muted: boolean) => void;
}

/** The parts of a chat, each for its place in a console. */
export interface TalkParts {
  /** By `KeyboardEvent.code`. */
  shortcuts: Readonly<Record<string, () => void>>;
  /** Closes the emotes' menu. @returns whether it was open */
  closeMenu: () => boolean;
  /** For the bar. */
  button: () => JSX.Element;
  /** Beside the picture. */
  panel: () => JSX.Element;
  /** Over the picture. */
  floats: () => JSX.Element;
  /** In the line below the picture. */
  emotes: () => JSX.Element;
}

/** A chat beside a game, where its host has one. */
export function createTalk(talk: Talk, options: TalkOptions): TalkParts {
  const chat = createAccessor(talk.chat);
  const bursts = createAccessor(talk.emotes);
  const isOn = createMemo(() => chat().state === "on");
  const isShown = createMemo(() => isOn() && options.shown());
  const [draft, setDraft] = createSignal("");
  const [unread, setUnread] = createSignal(0);
  let panel: ChatPanelHandle | undefined;
  let wantsFocus = false;
  let closeMenu: (() => boolean) | undefined;

  createEffect(
    on(chat, (now: ChatStatus, before: ChatStatus | undefined) => {
      if (isShown() || now.lines.length === 0) setUnread(0);
      else if (before && now.lines !== before.lines) setUnread((count) => count + newLines(before, now));
    }),
  );
  createEffect(() => isShown() && setUnread(0));

  function compose() {
    if (!isOn()) return;
    wantsFocus = !isShown();
    if (isShown()) panel?.focus();
    else options.onShow(true);
  }
  function toggle() {
    const shows = !isShown();
    // On a phone a keyboard that comes unasked would take half the screen.
    wantsFocus = shows && window.matchMedia?.("(pointer: fine)").matches === true;
    options.onShow(shows);
  }
  const emote = (name: EmoteName) => {
    if (isOn()) talk.emote(name);
  };
  const leave = () => options.onLeave?.();

  const shortcuts: Record<string, () => void> = { KeyT: compose };
  EMOTE_LOOKS.forEach(({ name }, index) => {
    shortcuts[`Digit${index + 1}`] = () => emote(name);
  });

  return {
    shortcuts,
    closeMenu: () => closeMenu?.() ?? false,
    button: () => (
      <Show when={isOn()}>
        <ChatButton shown={isShown()} unread={unread()} onToggle={toggle} />
      </Show>
    ),
    panel: () => (
      <Show when={isShown()}>
        <ChatPanel
          status={chat()}
          own={options.own()}
          host={HOST_ID}
          draft={draft()}
          onDraft={setDraft}
          onSay={(text) => talk.say(text)}
          onEmote={emote}
          onLeave={leave}
          onClose={() => {
            options.onShow(false);
            leave();
          }}
          onMute={options.onMute}
          ref={(handle) => {
            panel = handle;
            if (wantsFocus) handle.focus();
            wantsFocus = false;
          }}
        />
      </Show>
    ),
    floats: () => (
      <Show when={isOn()}>
        <EmoteFloats emotes={bursts()} />
      </Show>
    ),
    emotes: () => (
      <Show when={isOn()}>
        <EmoteMenu
          onEmote={emote}
          ref={(close) => {
            closeMenu = close;
          }}
        />
      </Show>
    ),
  };
}

/** How many lines are behind the last one that was there before. */
function newLines(before: ChatStatus, now: ChatStatus): number {
  // What was said before one came is not unread.
  if (before.state !== "on") return 0;
  const last = before.lines.at(-1);
  if (!last) return now.lines.length;
  const index = now.lines.lastIndexOf(last);
  return index < 0 ? 0 : now.lines.length - 1 - index;
}
