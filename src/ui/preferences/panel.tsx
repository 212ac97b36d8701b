import { createUniqueId, type JSX, onCleanup, onMount } from "solid-js";

/** A dialog over the game. Escape, its cross and a press beside it close it; the focus goes back to where it was. */
export function Panel(props: {
  title: string;
  class: string;
  onClose: () => void;
  children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  // What takes its place is not to be closed by what this one tells of later.
  let isGone = false;
  onMount(() => dialog?.showModal());
  onCleanup(() => {
    isGone = true;
    dialog?.close();
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the browser's own
    <dialog
      ref={dialog}
      class={`panel ${props.class}`}
      aria-labelledby={id}
      onClose={() => !isGone && props.onClose()}
      onClick={(event) => {
        // What is beside the dialog is its backdrop, and a press on that is one on the dialog itself.
        if (event.target === event.currentTarget) dialog?.close();
      }}
    >
      <div class="panel-body">
        <div class="panel-head">
          <h2 class="panel-title" id={id}>
            {props.title}
          </h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog?.close()}>
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path class="icon-line" d="M3 3l10 10M13 3L3 13" />
            </svg>
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
