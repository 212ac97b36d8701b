import { createSignal, createUniqueId, type JSX, onCleanup } from "solid-js";

/** How long the button says what it has done. */
const SAID_MS = 2_000;

/** An address to give to others, and a button that copies it. */
export function ShareLink(props: { url: string; label?: string }): JSX.Element {
  const id = createUniqueId();
  const [said, setSaid] = createSignal("");
  let field: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const copy = async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(props.url);
      setSaid("Copied");
    } catch {
      // No clipboard without permission: the text is selected, which is half the way.
      setSaid("Press Ctrl+C");
    }
    clearTimeout(timer);
    timer = setTimeout(() => setSaid(""), SAID_MS);
  };

  return (
    <div class="share">
      <label class="share-label" for={id}>
        {props.label ?? "Send this to whoever should play"}
      </label>
      <div class="share-row">
        <input
          id={id}
          ref={field}
          class="text-field share-field"
          readOnly
          value={props.url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button share-button" onClick={copy}>
          <span aria-live="polite">{said() || "Copy"}</span>
        </button>
      </div>
    </div>
  );
}
