import { type JSX, Show } from "solid-js";
import type { Volume } from "./volume.ts";

/** Mute and a slider. M mutes, where the page says so. */
export function VolumeControl(props: { volume: Volume }): JSX.Element {
  const silent = () => props.volume.muted() || props.volume.volume() === 0;
  return (
    <div class="volume">
      <button
        type="button"
        class="icon-button"
        aria-label="Mute"
        aria-pressed={props.volume.muted()}
        aria-keyshortcuts="M"
        title="Mute (M)"
        onClick={() => props.volume.toggleMuted()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M2 6h3l4-4v12L5 10H2z" />
          <Show
            when={silent()}
            fallback={<path class="icon-line" d="M11 5.5q2 2.500 0 5M13 3.500q3.500 4.500 0 9" />}
          >
            <path class="icon-line" d="M11 6l4 4M15 6l-4 4" />
          </Show>
        </svg>
      </button>
      <input
        type="range"
        class="volume-slider"
        aria-label="Volume"
        min="0"
        max="100"
        step="5"
        value={Math.round(props.volume.volume() * 100)}
        style={{ "--filled": `${props.volume.muted() ? 0 : props.volume.volume() * 100}%` }}
        onInput={(event) => props.volume.setVolume(event.currentTarget.valueAsNumber / 100)}
        // After a mouse the arrows are the game's again.
        onPointerUp={(event) => event.currentTarget.blur()}
      />
    </div>
  );
}
