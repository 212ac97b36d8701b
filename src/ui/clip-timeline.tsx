import { createSignal, For, type JSX, Show } from "solid-js";
import { clock } from "./duration.ts";
import { PauseButton } from "./theatre.tsx";

export interface ClipMark {
  /** Frames from the clip's beginning. */
  frame: number;
  /** Text from whoever made the clip. */
  label: string;
}

export interface ClipTimelineProps {
  frame: number;
  frames: number;
  framesPerSecond: number;
  marks: readonly ClipMark[];
  /** The first frame that differs from what was recorded, if one does. */
  divergence?: number | undefined;
  /** `held` while the thumb is in somebody's hand. */
  onSeek: (frame: number, held: boolean) => void;
}

/** Where a clip stands, and the way to anywhere in it. */
export function ClipTimeline(props: ClipTimelineProps): JSX.Element {
  // What is in the hand stays there, wherever the picture is by now.
  const [held, setHeld] = createSignal<number>();
  const shown = () => held() ?? props.frame;
  const time = (frame: number) => clock(frame / props.framesPerSecond);
  const place = (frame: number) => ({ "--at": String(props.frames > 0 ? frame / props.frames : 0) });
  return (
    <div class="timeline">
      <div class="timeline-track">
        <input
          type="range"
          class="timeline-range"
          aria-label="Frame"
          min="0"
          max={props.frames}
          step="1"
          value={shown()}
          aria-valuetext={`frame ${shown()} of ${props.frames}, ${time(shown())}`}
          style={place(shown())}
          onInput={(event) => {
            const frame = event.currentTarget.valueAsNumber;
            setHeld(frame);
            props.onSeek(frame, true);
          }}
          onChange={(event) => {
            const frame = event.currentTarget.valueAsNumber;
            setHeld(undefined);
            props.onSeek(frame, false);
          }}
        />
        <For each={props.marks}>
          {(mark) => <span class="timeline-mark" style={place(mark.frame)} title={mark.label} />}
        </For>
        <Show when={props.divergence !== undefined}>
          <span class="timeline-mark timeline-divergence" style={place(props.divergence ?? 0)} />
        </Show>
      </div>
      <p class="timeline-figures">
        <span>
          {time(shown())} / {time(props.frames)}
        </span>
        <span class="timeline-frame">
          frame {shown()} of {props.frames}
        </span>
      </p>
    </div>
  );
}

/** Plays and pauses, and goes a frame on or back. */
export function FrameButtons(props: {
  paused: boolean;
  onToggle: () => void;
  onStep: (by: 1 | -1) => void;
}): JSX.Element {
  const step = (by: 1 | -1, label: string, key: string, path: string) => (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-keyshortcuts={key}
      title={`${label} (${key})`}
      onClick={() => props.onStep(by)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <path d={path} />
      </svg>
    </button>
  );
  return (
    <div class="frame-buttons">
      {step(-1, "A frame back", ",", "M3 3h2v10H3zM13 3v10L6 8z")}
      <PauseButton paused={props.paused} onToggle={props.onToggle} />
      {step(1, "A frame on", ".", "M11 3h2v10h-2zM3 3v10l7-5z")}
    </div>
  );
}
