import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import type { ChatStatus, EmoteName } from "../../arcade/types.ts";
import { ChatLines } from "./chat-lines.tsx";
import { EmoteRow } from "./emote-row.tsx";

/** As the host takes it. */
const LINE_MAX_LENGTH = 200;

/** What can be done with a panel from outside. */
export interface ChatPanelHandle {
  focus(): void;
}

export interface ChatPanelProps {
  status: ChatStatus;
  /** Which of those who speak is the one who reads. */
  own: string | undefined;
  host: string;
  /** What is being written; it outlives the panel. */
  draft: string;
  onDraft: (text: string) => void;
  /** False where it is too soon. */
  onSay: (text: string) => boolean;
  onEmote: (emote: EmoteName) => void;
  /** Gives the keyboard back to the game. */
  onLeave: () => void;
  onClose: () => void;
  /** Mutes and unmutes, where the reader may. */
  onMute?: ((id: string, muted: boolean) => void) | undefined;
  ref?: (handle: ChatPanelHandle) => void;
}

/** What is said beside the game, and where to say something. */
export default function ChatPanel(props: ChatPanelProps): JSX.Element {
  const [problem, setProblem] = createSignal("");
  let input: HTMLInputElement | undefined;
  const isMuted = () => props.own !== undefined && props.status.muted.includes(props.own);
  onMount(() => props.ref?.({ focus: () => input?.focus({ preventScroll: true }) }));

  function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const text = props.draft.trim();
    setProblem("");
    if (text === "") return;
    if (props.onSay(text)) props.onDraft("");
    else setProblem("Not so fast: wait a moment.");
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.code !== "Escape" || event.isComposing) return;
    event.preventDefault();
    // What else Escape does is for when nobody is typing.
    event.stopPropagation();
    input?.blur();
    props.onLeave();
  }

  return (
    <section class="side-panel chat" aria-label="Chat panel">
      <header class="side-head">
        <h2 class="section-title">Chat</h2>
        <button type="button" class="icon-button" aria-label="Close the chat" onClick={() => props.onClose()}>
          <svg viewBox="0 0 16 16" aria-hidden="true" class="icon icon-line">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </header>
      <ChatLines
        lines={props.status.lines}
        own={props.own}
        host={props.host}
        onMute={props.onMute && ((id) => props.onMute?.(id, true))}
      />
      <Show when={props.onMute && props.status.muted.length > 0}>
        <ul class="chat-muted" aria-label="Muted">
          <For each={props.status.muted}>
            {(id) => (
              <li>
                {id}
                <button type="button" class="chat-mute" onClick={() => props.onMute?.(id, false)}>
                  Unmute
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <EmoteRow onEmote={props.onEmote} />
      <Show when={!isMuted()} fallback={<p class="chat-problem">The host has muted you here.</p>}>
        <form class="chat-composer" onSubmit={onSubmit}>
          <input
            ref={input}
            class="text-field chat-input"
            aria-label="Say something"
            placeholder="Say something"
            maxlength={LINE_MAX_LENGTH}
            autocomplete="off"
            enterkeyhint="send"
            value={props.draft}
            onInput={(event) => props.onDraft(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <button type="submit" class="icon-button chat-send" aria-label="Send" title="Send (Enter)">
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path d="M2 2l12 6-12 6 2-5 6-1-6-1z" />
            </svg>
          </button>
        </form>
      </Show>
      <p class="chat-problem" role="status">
        {problem()}
      </p>
    </section>
  );
}
