import { createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import type { KeptClip, Stretch } from "../arcade/types.ts";
import { inWords } from "./duration.ts";
import { saveFile } from "./save-file.ts";

/** What can be done with a menu from outside, by keys. */
export interface KeepMenuHandle {
  toggle(): void;
}

export interface KeepMenuProps {
  /** Rejects with a sentence. */
  keep: (stretch: Stretch) => Promise<KeptClip>;
  /** Where clips are played, if the page around this one has such a place. */
  clipHref?: string | undefined;
  ref?: (handle: KeepMenuHandle) => void;
}

const STRETCHES: readonly { stretch: Stretch; text: string }[] = [
  { stretch: "last", text: "The last 30 seconds" },
  { stretch: "session", text: "The whole session" },
];

/** Keeps a stretch of the game as a file: a button, and behind it what there is to keep. */
export function KeepMenu(props: KeepMenuProps): JSX.Element {
  const id = createUniqueId();
  const [said, setSaid] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  const [hasKept, setKept] = createSignal(false);
  let menu: HTMLDivElement | undefined;
  let first: HTMLButtonElement | undefined;
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });

  const isOpen = () => menu?.matches(":popover-open") === true;
  props.ref?.({
    toggle() {
      menu?.togglePopover();
      if (isOpen()) first?.focus();
    },
  });

  async function keep(stretch: Stretch) {
    if (isBusy()) return;
    setBusy(true);
    setKept(false);
    setSaid("Keeping…");
    try {
      const { file, name, seconds } = await props.keep(stretch);
      if (isGone) return;
      saveFile(file, name);
      setKept(true);
      setSaid(`Kept ${inWords(seconds)} as ${name}.`);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <button
        type="button"
        class="icon-button keep-button"
        aria-label="Keep a clip"
        aria-keyshortcuts="C"
        title="Keep a clip (C)"
        popovertarget={id}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M7 1h2v6h3l-4 4.500L4 7h3zM2 13h12v2H2z" />
        </svg>
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is */}
      <div id={id} ref={menu} class="keep-menu" popover="auto" role="group" aria-label="Keep a clip">
        <p class="keep-title" aria-hidden="true">
          Keep as a file
        </p>
        {STRETCHES.map(({ stretch, text }) => (
          <button
            type="button"
            class="keep-choice"
            ref={(element) => {
              if (stretch === "last") first = element;
            }}
            aria-disabled={isBusy()}
            onClick={() => void keep(stretch)}
          >
            {text}
          </button>
        ))}
        <p class="keep-said" role="status" aria-live="polite">
          {said()}
        </p>
        <Show when={hasKept() && props.clipHref}>
          {(href) => (
            <a class="keep-link" href={href()} target="_blank" rel="noreferrer">
              To the page that plays clips
            </a>
          )}
        </Show>
      </div>
    </>
  );
}
