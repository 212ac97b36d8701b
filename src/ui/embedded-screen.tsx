import { createMemo, createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { ConnectionStatus, Play } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { createAudioUnlock } from "./audio-unlock.ts";
import { type HomeTab, HomeWay, SoundHint } from "./console.tsx";
import { makeController } from "./controller.ts";
import { createKeyboard } from "./keyboard.ts";
import { playText, StatusLine } from "./status-line.tsx";
import { playersText } from "./tile-facts.tsx";
import type { Volume } from "./volume.ts";
import { VolumeControl } from "./volume-control.tsx";

export interface EmbeddedScreenProps {
  /** What is shown; whoever opened it closes it. */
  play: Play;
  canvas: HTMLCanvasElement;
  connection: ConnectionStatus;
  volume: Volume;
  /** Where the game is in the arcade. */
  home: HomeTab;
  /** Whether keys play it. */
  plays: boolean;
}

/** A game in a page of somebody else's that has little room: the picture, and a line below it. */
export function EmbeddedScreen(props: EmbeddedScreenProps): JSX.Element {
  const { play, volume } = props;
  const status = createAccessor(play.status);
  const told = createAccessor(play.game);
  const unlocked = createAudioUnlock(() => play.unlockAudio());
  const hasFocus = createWindowFocus();
  if (props.plays) createKeyboard(makeController(play), { shortcuts: { KeyM: volume.toggleMuted } });

  // As large as there is room for, in a frame of any shape.
  props.canvas.classList.add("embedded-picture");
  props.canvas.setAttribute("role", "img");
  props.canvas.setAttribute("aria-label", `The game ${play.name}`);
  const isPlaying = () => status().state === "playing";
  const text = createMemo(() => {
    const { state, error } = status();
    const detail = error ?? (state === "connecting" ? props.connection.error : undefined);
    return playText(detail === undefined ? { state } : { state, error: detail });
  });
  const players = createMemo(() => playersText(told()?.players ?? []));

  return (
    <main class="embedded">
      <h1 class="visually-hidden">{play.name}</h1>
      <div class="embedded-glass" classList={{ dim: !isPlaying() }}>
        {props.canvas}
        <div class="screen-over">
          <Show when={isPlaying()}>
            <Show
              when={!props.plays || hasFocus()}
              fallback={<p class="console-hint for-keys">Click to play with your keys</p>}
            >
              <Show when={!unlocked() && !volume.muted()}>
                <SoundHint />
              </Show>
            </Show>
          </Show>
        </div>
      </div>
      <div class="embedded-line">
        <StatusLine state={status().state} text={text()} />
        <Show when={isPlaying()}>
          <span class="embedded-players">{players()}</span>
        </Show>
        <VolumeControl volume={volume} />
        <HomeWay class="embedded-home" home={props.home}>
          {props.home.text}
        </HomeWay>
      </div>
    </main>
  );
}

/** Whether the window has the focus, and so its keys. */
function createWindowFocus() {
  const [focused, setFocused] = createSignal(document.hasFocus());
  const onChange = () => setFocused(document.hasFocus());
  window.addEventListener("focus", onChange);
  window.addEventListener("blur", onChange);
  onCleanup(() => {
    window.removeEventListener("focus", onChange);
    window.removeEventListener("blur", onChange);
  });
  return focused;
}
