import { createEffect, For, type JSX, Show } from "solid-js";
import type { ClipDivergence, ClipPicture } from "../arcade/clip/types.ts";
import type { PictureSize } from "../arcade/types.ts";
import type { ClipMark } from "./clip-timeline.tsx";
import { clock } from "./duration.ts";
import { Screen } from "./screen.tsx";

export interface ClipRoomProps {
  /** The game's title: text from the file. */
  title: string;
  home: string;
  canvas: HTMLCanvasElement;
  /** As `Screen` has it. */
  size?: PictureSize | undefined;
  /** Buttons in the bar. */
  tools: JSX.Element;
  /** Over the picture. */
  over?: JSX.Element;
  status: JSX.Element;
  /** Beside the status: the buttons held. */
  held: JSX.Element;
  /** Below the picture. */
  controls: JSX.Element;
  /** What is beside it, or on a narrow page below. */
  desk: JSX.Element;
}

/** A console that plays by itself: the picture, and below it in place of a pad what moves a tape. */
export function ClipRoom(props: ClipRoomProps): JSX.Element {
  return (
    <div class="hosting clip-page">
      <main class="console-room">
        <div class="clip">
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
            <Screen canvas={props.canvas} size={props.size} label={`A clip of ${props.title}`}>
              {props.over}
            </Screen>
            <div class="console-strip">
              {props.status}
              {props.held}
            </div>
          </div>
          <div class="clip-controls">{props.controls}</div>
        </div>
      </main>
      <aside class="hosting-desk" aria-label="About this clip">
        {props.desk}
      </aside>
    </div>
  );
}

/** Where a clip differs from what was recorded, with both pictures where there are two. */
export function DivergencePanel(props: {
  divergence: ClipDivergence;
  onGo: (frame: number) => void;
}): JSX.Element {
  return (
    <section class="divergence" role="alert">
      <h2 class="section-title">Not as it was</h2>
      <p>{props.divergence.text}</p>
      <div class="divergence-pictures">
        <Show when={props.divergence.expected}>
          {(picture) => <Still picture={picture()} caption={`Frame ${picture().frame} as recorded`} />}
        </Show>
        <Still
          picture={props.divergence.actual}
          caption={`Frame ${props.divergence.actual.frame} as it is here`}
        />
      </div>
      <Show when={!props.divergence.expected}>
        <p>Of how it was the clip has no picture, or none that differs.</p>
      </Show>
      <div class="actions">
        <button type="button" class="button" onClick={() => props.onGo(props.divergence.frame)}>
          Go to frame {props.divergence.frame}
        </button>
      </div>
    </section>
  );
}

/** A picture that stands still. */
function Still(props: { picture: ClipPicture; caption: string }): JSX.Element {
  return (
    <figure class="still">
      <canvas
        ref={(canvas) => {
          createEffect(() => {
            const { width, height, rgba } = props.picture;
            canvas.width = width;
            canvas.height = height;
            canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
          });
        }}
        role="img"
        aria-label={props.caption}
      />
      <figcaption>{props.caption}</figcaption>
    </figure>
  );
}

/** The places that somebody wanted to find again. */
export function ClipMarks(props: {
  marks: readonly ClipMark[];
  framesPerSecond: number;
  onGo: (frame: number) => void;
}): JSX.Element {
  return (
    <ul class="clip-marks" aria-label="Marks">
      <For each={props.marks}>
        {(mark) => (
          <li>
            <button type="button" class="clip-mark" onClick={() => props.onGo(mark.frame)}>
              <span class="clip-mark-time">{clock(mark.frame / props.framesPerSecond)}</span> {mark.label}
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}
