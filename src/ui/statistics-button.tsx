import type { JSX } from "solid-js";

/** Shows the figures, and takes them away. */
export function StatisticsButton(props: { shown: boolean; onToggle: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Statistics"
      aria-pressed={props.shown}
      aria-keyshortcuts="I"
      title="Statistics (I)"
      onClick={() => props.onToggle()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <path d="M2 9h3v5H2zM6.500 5h3v9h-3zM11 2h3v12h-3z" />
      </svg>
    </button>
  );
}
