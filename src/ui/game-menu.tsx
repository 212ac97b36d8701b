import { createMemo, createUniqueId, For, type JSX, Show } from "solid-js";
import type { GameStatus } from "../arcade/types.ts";
import { clockTime } from "./ago.ts";
import { HoldButton } from "./hold-button.tsx";

/** What can be asked of the machine: a `Play` is one. */
export interface MachineSink {
  reset(): void;
  fastForward(held: boolean): void;
  saveSlot(slot: number): void;
  loadSlot(slot: number): void;
}

/** The key that goes fast. */
export const FAST_KEY = { code: "KeyG", hint: "G" } as const;

/** What goes fast while it is held. */
export function FastButton(props: {
  class: string;
  onHold: (held: boolean) => void;
  children?: JSX.Element;
}): JSX.Element {
  return (
    <HoldButton
      class={props.class}
      label="Fast-forward"
      code={FAST_KEY.code}
      keyHint={FAST_KEY.hint}
      onHold={props.onHold}
    >
      {props.children ?? (
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path d="M1 3l6.500 5L1 13zM8 3l6.500 5L8 13z" />
        </svg>
      )}
    </HoldButton>
  );
}

/** What a player may do with the machine, where the host lets everybody: nothing where it lets nobody. */
export function GameMenu(props: {
  game: Pick<GameStatus, "allowed" | "slots"> | undefined;
  machine: MachineSink;
}): JSX.Element {
  const id = createUniqueId();
  const may = (what: GameStatus["allowed"][number]) =>
    createMemo(() => props.game?.allowed.includes(what) === true);
  const [mayReset, maySave, mayFast] = [may("reset"), may("save"), may("fast-forward")];
  // Told again with each status, and seldom another.
  const times = createMemo(() => props.game?.slots ?? [], undefined, {
    equals: (a, b) => a.length === b.length && a.every((time, at) => time === b[at]),
  });
  let menu: HTMLDivElement | undefined;
  const close = () => menu?.hidePopover();
  return (
    <>
      <Show when={mayFast()}>
        <FastButton class="icon-button" onHold={(held) => props.machine.fastForward(held)} />
      </Show>
      <Show when={mayReset() || maySave()}>
        <button
          type="button"
          class="icon-button game-button"
          aria-label="The machine"
          title="Reset, save and load"
          popovertarget={id}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
            <path d="M8 1.500a6.500 6.500 0 1 1-6.300 4.900l2 .5A4.500 4.500 0 1 0 8 3.500V6L3.500 3 8 0z" />
          </svg>
        </button>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is */}
        <div id={id} ref={menu} class="popup game-menu" popover="auto" role="group" aria-label="The machine">
          <p class="game-menu-text">For everybody who plays.</p>
          <Show when={mayReset()}>
            <button
              type="button"
              class="keep-choice"
              onClick={() => {
                props.machine.reset();
                close();
              }}
            >
              Reset
            </button>
          </Show>
          <Show when={maySave()}>
            <ul class="game-slots" aria-label="Saved states">
              <For each={times().map((time, at) => ({ time, at }))}>
                {({ time, at }) => (
                  <li class="game-slot">
                    <span class="game-slot-time">
                      {at + 1}: {time === null ? "empty" : clockTime(time, Date.now())}
                    </span>
                    <button
                      type="button"
                      class="small-button"
                      aria-label={`Save as ${at + 1}`}
                      onClick={() => props.machine.saveSlot(at)}
                    >
                      Save
                    </button>
                    <button
                      type="button"
                      class="small-button"
                      aria-label={`Load ${at + 1}`}
                      disabled={time === null}
                      onClick={() => {
                        props.machine.loadSlot(at);
                        close();
                      }}
                    >
                      Load
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
      </Show>
    </>
  );
}
