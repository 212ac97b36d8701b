import { createRenderEffect, For, type JSX, Show } from "solid-js";

export interface TheatreProps {
  /** The broadcast's name: text from the network. */
  title: string;
  /** Where the way out leads. */
  home: string;
  /** Where the picture is drawn; whoever made it owns it. */
  canvas: HTMLCanvasElement;
  /** What the picture is, for those who do not see it. */
  label: string;
  /** Whether the picture is old or not there yet. */
  dim: boolean;
  /** Buttons in the bar. */
  tools: JSX.Element;
  /** Over the picture. */
  over?: JSX.Element;
  status: JSX.Element;
  /** What can be chosen, beside the status. */
  choices: JSX.Element;
  stats?: JSX.Element;
}

/** A screen without a pad: a broadcast of any size, whole, with a bar above and a line of lights below. */
export function Theatre(props: TheatreProps): JSX.Element {
  props.canvas.classList.add("theatre-picture");
  props.canvas.setAttribute("role", "img");
  createRenderEffect(() => props.canvas.setAttribute("aria-label", props.label));
  return (
    <main class="console-room">
      <div class="theatre">
        <div class="console-bar">
          <a class="console-home" href={props.home} title="To the lobby">
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path d="M7 2v4h8v4H7v4L1 8z" />
            </svg>
            <span class="console-home-text">Lobby</span>
          </a>
          <h1 class="console-title">{props.title}</h1>
          <div class="console-tools">{props.tools}</div>
        </div>
        <div class="bezel console-screen">
          <div class="screen">
            <div class="theatre-glass" classList={{ dim: props.dim }}>
              {props.canvas}
              <div class="screen-over">{props.over}</div>
            </div>
          </div>
          {props.stats}
          <div class="console-strip">
            {props.status}
            <div class="theatre-choices">{props.choices}</div>
          </div>
        </div>
      </div>
    </main>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** One of some values, beside its name. */
export function ChoiceField(props: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChoose: (value: string) => void;
}): JSX.Element {
  return (
    <label class="choice">
      <span class="choice-label">{props.label}</span>
      <select
        class="choice-select"
        value={props.value}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <For each={props.choices}>
          {({ value, label }) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}

/** Pauses and goes on. */
export function PauseButton(props: { paused: boolean; onToggle: () => void }): JSX.Element {
  const label = () => (props.paused ? "Play" : "Pause");
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label()}
      aria-keyshortcuts="K"
      title={`${label()} (K)`}
      onClick={() => props.onToggle()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <Show when={props.paused} fallback={<path d="M3 2h4v12H3zM9 2h4v12H9z" />}>
          <path d="M4 2l9 6-9 6z" />
        </Show>
      </svg>
    </button>
  );
}
