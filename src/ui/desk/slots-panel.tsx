import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import type { SlotsView } from "../../arcade/types.ts";
import { clockTime } from "../ago.ts";
import { SavedPictureView } from "./saved-picture.tsx";

export interface SlotsPanelProps {
  /** `undefined` until they are known. */
  view: SlotsView | undefined;
  onSave: (slot: number) => void;
  /** Goes on from there, for everybody. */
  onLoad: (slot: number) => void;
  onUndo: () => void;
}

function undoText({ type, slot }: NonNullable<SlotsView["undo"]>): string {
  return type === "save" ? `Undo saving as ${slot + 1}` : `Go back to before ${slot + 1} was loaded`;
}

/** What was done, for whoever does not see the pictures change. */
function said(before: SlotsView | undefined, view: SlotsView): string {
  if (view.problem !== undefined) return "";
  const { undo } = view;
  if (undo?.type === "save") return `Saved as ${undo.slot + 1}.`;
  if (undo?.type === "load") return `Going on from ${undo.slot + 1}.`;
  return before?.undo ? "Taken back." : "";
}

/** The states that are kept of a game: six to save into and to load, and a way back from the last of it. */
export function SlotsPanel(props: SlotsPanelProps): JSX.Element {
  const [text, setText] = createSignal("");
  createEffect(
    on(
      () => props.view,
      (view, before) => view && setText(said(before, view)),
      { defer: true },
    ),
  );
  return (
    <>
      <ol class="slots">
        <For each={props.view?.slots}>
          {(slot, at) => (
            <li class="slot">
              <div class="slot-picture">
                <Show when={slot} fallback={<span class="slot-empty">{at() + 1}</span>}>
                  {(slot) => <SavedPictureView picture={slot().picture} />}
                </Show>
              </div>
              <span class="slot-time">{slot ? clockTime(slot.savedAtMs, Date.now()) : "empty"}</span>
              <div class="slot-buttons">
                <button
                  type="button"
                  class="small-button"
                  aria-label={`Save as ${at() + 1}`}
                  onClick={() => props.onSave(at())}
                >
                  Save
                </button>
                <button
                  type="button"
                  class="small-button"
                  aria-label={`Load ${at() + 1}`}
                  disabled={!slot}
                  onClick={() => props.onLoad(at())}
                >
                  Load
                </button>
              </div>
            </li>
          )}
        </For>
      </ol>
      <div class="slots-undo">
        <Show when={props.view?.undo}>
          {(undo) => (
            <button type="button" class="small-button" onClick={() => props.onUndo()}>
              {undoText(undo())}
            </button>
          )}
        </Show>
        <p class="desk-text" role="status" aria-live="polite">
          {text()}
        </p>
      </div>
      <Show when={props.view?.problem}>
        {(problem) => (
          <p class="problem" role="alert">
            {problem()}
          </p>
        )}
      </Show>
    </>
  );
}
