import { type JSX, Show } from "solid-js";

/** Unread lines are counted so far. */
const UNREAD_MAX = 99;

/** Opens the chat and closes it, and tells how much in it has not been read. */
export function ChatButton(props: { shown: boolean; unread: number; onToggle: () => void }): JSX.Element {
  const count = () => (props.unread > UNREAD_MAX ? `${UNREAD_MAX}+` : String(props.unread));
  return (
    <button
      type="button"
      class="icon-button chat-button"
      aria-label={props.unread > 0 ? `Chat, ${count()} unread` : "Chat"}
      aria-expanded={props.shown}
      aria-keyshortcuts="T"
      title="Chat (T)"
      onClick={() => props.onToggle()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <path d="M2 2h12v9H8l-4 3v-3H2z" />
      </svg>
      <Show when={props.unread > 0}>
        <span class="chat-unread" aria-hidden="true">
          {count()}
        </span>
      </Show>
    </button>
  );
}
