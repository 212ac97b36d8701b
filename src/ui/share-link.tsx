import { createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { QrCode } from "./qr-code.tsx";

/** How long the button says what it has done. */
const SAID_MS = 2_000;

export interface ShareLinkProps {
  url: string;
  label?: string;
  /** What the link leads to, for the system's share sheet. */
  title?: string;
  /** Whether a QR code can be asked for. Default true. */
  hasCode?: boolean;
}

/** An address to give to others: copied, as a QR code, or by the system's share sheet where there is one. */
export function ShareLink(props: ShareLinkProps): JSX.Element {
  const id = createUniqueId();
  const codeId = createUniqueId();
  const [said, setSaid] = createSignal("");
  const [problem, setProblem] = createSignal("");
  const [Code, setCode] = createSignal<typeof QrCode>();
  const [showsCode, setShowsCode] = createSignal(false);
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

  const canShare = "share" in navigator;
  const share = async () => {
    setProblem("");
    try {
      await navigator.share({ url: props.url, ...(props.title !== undefined && { title: props.title }) });
    } catch (error) {
      // Whoever closes the sheet has changed their mind, and knows it.
      if (error instanceof DOMException && error.name === "AbortError") return;
      setProblem("This device shares nothing just now: copy the link instead.");
    }
  };

  const toggleCode = async () => {
    setProblem("");
    setShowsCode((shown) => !shown);
    if (Code()) return;
    try {
      const { QrCode } = await import("./qr-code.tsx");
      setCode(() => QrCode);
    } catch {
      setShowsCode(false);
      setProblem("The code could not be loaded: the app's server does not answer.");
    }
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
        <Show when={canShare}>
          <button type="button" class="button" onClick={() => void share()}>
            Share…
          </button>
        </Show>
        <Show when={props.hasCode !== false}>
          <button
            type="button"
            class="button"
            aria-expanded={showsCode()}
            aria-controls={codeId}
            onClick={() => void toggleCode()}
          >
            QR code
          </button>
        </Show>
      </div>
      <p class="problem share-problem" role="status">
        {problem()}
      </p>
      <div id={codeId} class="share-code" hidden={!showsCode()}>
        <Show when={Code()}>
          {(Code) => <Dynamic component={Code()} text={props.url} label={`${props.url} as a QR code`} />}
        </Show>
      </div>
    </div>
  );
}
