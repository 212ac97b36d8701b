import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import type { ChatLine } from "../../arcade/types.ts";

export interface ChatLinesProps {
  lines: readonly ChatLine[];
  /** Which of those who speak is the one who reads. */
  own: string | undefined;
  /** The host's id. */
  host: string;
  /** Mutes one who speaks, where the reader may. */
  onMute?: ((id: string) => void) | undefined;
}

/** So near to the end, in pixels, one reads the newest. */
const NEAR_PX = 24;

/** A colour that is always the same one's: degrees of hue. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) >>> 0;
  return hash % 360;
}

/** What was said, the newest last. All of it is text from the network. */
export function ChatLines(props: ChatLinesProps): JSX.Element {
  const [isAtEnd, setAtEnd] = createSignal(true);
  let list: HTMLDivElement | undefined;

  const toEnd = () => {
    if (list) list.scrollTop = list.scrollHeight;
  };
  createEffect(
    on(
      () => props.lines,
      () => isAtEnd() && toEnd(),
    ),
  );
  // Also when it is laid out for the first time, and when a phone's keyboard takes its room.
  onMount(() => {
    if (!list || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => isAtEnd() && toEnd());
    observer.observe(list);
    onCleanup(() => observer.disconnect());
  });
  const onScroll = () => {
    if (list) setAtEnd(list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX);
  };

  // Arrows scroll here, and do not play.
  const keepArrows = (event: KeyboardEvent) => {
    if (event.code.startsWith("Arrow")) event.stopPropagation();
  };

  const nameOf = ({ id, name }: ChatLine) => {
    if (id === props.own) return "You";
    return id === props.host ? (name ?? "Host") : (name ?? id);
  };

  return (
    <div class="chat-scroll">
      <div
        class="chat-lines"
        role="log"
        aria-label="Chat"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        tabIndex={0}
        ref={list}
        onScroll={onScroll}
        on:keydown={keepArrows}
      >
        <Show when={props.lines.length === 0}>
          <p class="chat-empty">Nothing has been said yet.</p>
        </Show>
        <For each={props.lines}>
          {(line) => (
            <p class="chat-line" classList={{ own: line.id === props.own }}>
              <span class="chat-name" style={{ "--hue": hueOf(line.id) }}>
                {nameOf(line)}
              </span>
              <span class="chat-text" dir="auto">
                {line.text}
              </span>
              <Show when={line.id !== props.host && props.onMute}>
                {(onMute) => (
                  <button
                    type="button"
                    class="chat-mute"
                    aria-label={`Mute ${nameOf(line)} in the chat`}
                    onClick={() => onMute()(line.id)}
                  >
                    Mute
                  </button>
                )}
              </Show>
            </p>
          )}
        </For>
      </div>
      <Show when={!isAtEnd()}>
        <button type="button" class="chat-newest" onClick={toEnd}>
          To the newest
        </button>
      </Show>
    </div>
  );
}
