import { type JSX, Show } from "solid-js";
import type { Controller } from "./controller.ts";
import { Cross, FaceButtons, MenuButtons } from "./pad.tsx";
import { Screen } from "./screen.tsx";

export interface ConsoleProps {
  /** The game's name: text from the network. */
  title: string;
  /** Where the way out leads. */
  home: string;
  /** The key that leads there too, if one does. */
  homeHint?: string;
  canvas: HTMLCanvasElement;
  /** What the picture is, for those who do not see it. */
  label: string;
  dim: boolean;
  controller: Controller;
  /** Buttons in the bar. */
  tools: JSX.Element;
  /** Over the picture. */
  over?: JSX.Element;
  status: JSX.Element;
  players: JSX.Element;
  /** Over the screen, so that the picture keeps its size. */
  stats?: JSX.Element;
}

/** Browsers start no sound before a gesture: says so. */
export function SoundHint(): JSX.Element {
  return (
    <p class="console-hint">
      <span class="for-keys">Press any key or tap</span>
      <span class="for-touch">Tap</span> for sound
    </p>
  );
}

/** What is clicked keeps the keyboard with the game: its Enter is Start, not a second click. */
function keepFocus(event: MouseEvent) {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}

/** The machine itself: the screen, the pad around or below it, and a bar above. */
export function Console(props: ConsoleProps): JSX.Element {
  return (
    <main class="console-room">
      <div class="console">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is */}
        <div class="console-bar" onMouseDown={keepFocus}>
          <a class="console-home" href={props.home} title="To the lobby">
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path d="M7 2v4h8v4H7v4L1 8z" />
            </svg>
            <span class="console-home-text">Lobby</span>
            <Show when={props.homeHint}>
              <kbd class="key-cap">{props.homeHint}</kbd>
            </Show>
          </a>
          <h1 class="console-title">{props.title}</h1>
          <div class="console-tools">{props.tools}</div>
        </div>
        <div class="bezel console-screen">
          <Screen canvas={props.canvas} label={props.label} dim={props.dim}>
            {props.over}
          </Screen>
          {props.stats}
          <div class="console-strip">
            {props.status}
            {props.players}
          </div>
        </div>
        <div class="console-left">
          <Cross controller={props.controller} />
        </div>
        <div class="console-right">
          <FaceButtons controller={props.controller} />
        </div>
        <div class="console-menu">
          <MenuButtons controller={props.controller} />
        </div>
      </div>
    </main>
  );
}
