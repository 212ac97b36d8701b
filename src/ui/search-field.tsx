import { createUniqueId, type JSX, onCleanup, Show } from "solid-js";

export interface SearchFieldProps {
  query: string;
  onQuery: (query: string) => void;
  /** What is said of the result, while there is a query. */
  result: string;
  /** Whether `/` leads here from anywhere in the page: for a field in a page of our own. */
  hasKey?: boolean;
}

/** Finds games by their names. Escape takes the query away, and then the focus. */
export function SearchField(props: SearchFieldProps): JSX.Element {
  const id = createUniqueId();
  let field: HTMLInputElement | undefined;

  const onSlash = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (!props.hasKey || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping)
      return;
    event.preventDefault();
    field?.focus();
    field?.select();
  };
  window.addEventListener("keydown", onSlash);
  onCleanup(() => window.removeEventListener("keydown", onSlash));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (props.query === "") field?.blur();
    else props.onQuery("");
  };

  return (
    <search class="search">
      <label class="visually-hidden" for={id}>
        Find a game by its name
      </label>
      <div class="search-box">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path class="icon-line" d="M10.500 10.500L14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0z" />
        </svg>
        <input
          ref={(element) => {
            field = element;
          }}
          id={id}
          class="text-field search-field"
          type="search"
          placeholder="Find a game"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={64}
          aria-keyshortcuts={props.hasKey ? "/" : undefined}
          value={props.query}
          onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Show when={props.hasKey}>
          <span class="search-key" aria-hidden="true">
            <kbd class="key-cap">/</kbd>
          </span>
        </Show>
      </div>
      <p class="search-result" role="status">
        {props.query.trim() === "" ? "" : props.result}
      </p>
    </search>
  );
}
