import { type Component, createSignal, type JSX, onCleanup, onMount, Show, untrack } from "solid-js";
import { createComponent } from "solid-js/web";

/** A component whose code is fetched when it is first shown, or before. */
export type Late<P extends object> = Component<P> & {
  /** Fetches it, for the time when it is shown. Never throws: where that fails, it is tried again then. */
  preload(): void;
};

interface Closable {
  onClose?: () => void;
}

/**
 * Makes a component of one that is still to be fetched. Until it is there nothing is shown; where it does not come, a
 * sentence is, and what is around it goes on. (Solid's own `lazy` throws then, which takes the whole page with it.)
 * @param what it is, for the sentence: "The settings"
 */
export function makeLate<P extends object>(load: () => Promise<Component<P>>, what: string): Late<P> {
  let loaded: Component<P> | undefined;
  let loading: Promise<Component<P>> | undefined;

  async function fetch(): Promise<Component<P>> {
    loading ??= load();
    try {
      loaded = await loading;
      return loaded;
    } finally {
      loading = undefined;
    }
  }

  function LateComponent(props: P): JSX.Element {
    const [component, setComponent] = createSignal(loaded);
    const [hasFailed, setFailed] = createSignal(false);
    let isGone = false;
    onCleanup(() => {
      isGone = true;
    });

    async function begin() {
      setFailed(false);
      try {
        const fetched = await fetch();
        if (!isGone) setComponent(() => fetched);
      } catch (error) {
        console.debug(`${what}:`, error);
        if (!isGone) setFailed(true);
      }
    }
    if (!loaded) void begin();

    const { onClose } = props as Closable;
    const close = () => {
      setFailed(false);
      onClose?.();
    };
    return (
      <>
        {/* Made once, whatever its properties do. */}
        <Show when={component()}>{(component) => untrack(() => createComponent(component(), props))}</Show>
        <Show when={hasFailed()}>
          <Missing
            what={what}
            takesFocus={onClose !== undefined}
            onRetry={() => void begin()}
            onClose={close}
          />
        </Show>
      </>
    );
  }

  return Object.assign(LateComponent, {
    preload: () => void (loaded ?? fetch().catch(() => {})),
  });
}

/** Says that something is not there, and what to do. */
function Missing(props: {
  what: string;
  /** It stands for what has the keys while it is open. */
  takesFocus: boolean;
  onRetry: () => void;
  onClose: () => void;
}): JSX.Element {
  let first: HTMLButtonElement | undefined;
  onMount(() => props.takesFocus && first?.focus());
  return (
    <div
      class="missing"
      role="alert"
      onKeyDown={(event) => {
        if (event.key === "Escape") props.onClose();
        // Its keys are no game's.
        event.stopPropagation();
      }}
    >
      <p>
        {props.what} could not be loaded: the app's server does not answer, or has a newer build. Try again,
        or reload the page.
      </p>
      <button ref={first} type="button" class="small-button" onClick={() => props.onRetry()}>
        Try again
      </button>
      <button type="button" class="small-button" onClick={() => props.onClose()}>
        Close
      </button>
    </div>
  );
}
