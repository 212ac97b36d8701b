import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { SharePanel } from "./share-panel.tsx";

/** What can be done with the menu from outside, by keys. */
export interface ShareMenuHandle {
  /** Whether it was open. */
  close(): boolean;
}

export interface ShareButtonProps {
  /** The address that others open. */
  url: string;
  /** What is there: the name of a game, text from the network. */
  title: string;
  ref?: (handle: ShareMenuHandle) => void;
}

/** Gives a game to others: a button, and behind it the address as a QR code and as a link. */
export function ShareButton(props: ShareButtonProps): JSX.Element {
  const id = createUniqueId();
  const titleId = createUniqueId();
  const [Panel, setPanel] = createSignal<typeof SharePanel>();
  const [problem, setProblem] = createSignal("");
  let menu: HTMLDivElement | undefined;

  props.ref?.({
    close() {
      if (!menu?.matches(":popover-open")) return false;
      menu.hidePopover();
      return true;
    },
  });

  // Fetched when it is first opened: most who play never do.
  async function load() {
    if (Panel()) return;
    setProblem("");
    try {
      const { SharePanel } = await import("./share-panel.tsx");
      setPanel(() => SharePanel);
    } catch {
      setProblem("This could not be loaded: the app's server does not answer. Close it and try again.");
    }
  }

  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Share"
        title="Share this game"
        popovertarget={id}
        onClick={() => void load()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M12 1a2.5 2.5 0 1 1-1.9 4.100L6.400 7.200a2.5 2.5 0 0 1 0 1.600l3.700 2.100a2.5 2.5 0 1 1-.6 1.100L5.700 9.900a2.5 2.5 0 1 1 0-3.800l3.800-2.100A2.5 2.5 0 0 1 12 1z" />
        </svg>
      </button>
      <div id={id} ref={menu} class="share-menu" popover="auto" role="dialog" aria-labelledby={titleId}>
        <div class="share-menu-head">
          <h2 id={titleId} class="share-menu-title">
            Play along
          </h2>
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            autofocus
            popovertarget={id}
            popovertargetaction="hide"
          >
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path class="icon-line" d="M4 4l8 8M12 4l-8 8" />
            </svg>
          </button>
        </div>
        <Show
          when={Panel()}
          fallback={
            <div class="share-menu-code">
              {
                <p class="problem" role="status">
                  {problem()}
                </p>
              }
            </div>
          }
        >
          {(Panel) => <Dynamic component={Panel()} url={props.url} title={props.title} />}
        </Show>
      </div>
    </>
  );
}
