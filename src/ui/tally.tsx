import { createMemo, For, type JSX, Show } from "solid-js";
import type { ModeStatus } from "../arcade/types.ts";
import { BUTTON_LABELS, BUTTON_SIGNS, BUTTONS, type Button, isButton } from "./buttons.ts";

export interface TallyProps {
  mode: Extract<ModeStatus, { type: "democracy" }>;
  /** What the one who looks votes for. */
  vote?: string | undefined;
}

/** The votes of a democracy as they come in: a bar for each button. */
export function Tally(props: TallyProps): JSX.Element {
  const votes = (button: Button) => props.mode.tally[button] ?? 0;
  const most = createMemo(() => Math.max(1, ...BUTTONS.map(votes)));
  const closes = createMemo(() => props.mode.closes);
  const text = createMemo(() => {
    const { won } = props.mode;
    if (!won) return "What you press is your vote";
    const label = isButton(won.button) ? BUTTON_LABELS[won.button] : won.button;
    return `${label} won with ${won.votes} of ${won.of}`;
  });
  return (
    <>
      <p class="mode-text tally-text">{text()}</p>
      <ul class="tally" aria-label="Votes">
        <For each={BUTTONS}>
          {(button) => {
            const count = createMemo(() => votes(button));
            const share = createMemo(() => String(Math.round((100 * count()) / most()) / 100));
            return (
              <li
                class="tally-button"
                classList={{ own: props.vote === button, won: props.mode.won?.button === button }}
                style={{ "--share": share() }}
              >
                <span aria-hidden="true">{BUTTON_SIGNS[button]}</span>
                <span class="visually-hidden">{BUTTON_LABELS[button]}</span>
                <span class="tally-count">{count()}</span>
                <Show when={props.vote === button}>
                  <span class="visually-hidden">your vote</span>
                </Show>
              </li>
            );
          }}
        </For>
      </ul>
      {/* Each window is an element of its own, so that its time begins anew. */}
      <Show when={closes()} keyed fallback={<span class="tally-time" />}>
        {(_closes) => (
          <span class="tally-time tally-time-runs" style={{ "--window": `${props.mode.window}s` }} />
        )}
      </Show>
    </>
  );
}
