import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  Show,
  untrack,
} from "solid-js";
import { Controls, type ControlTexts } from "./controls.tsx";
import { FileSlot, mebibytes } from "./file-drop.tsx";
import { createFileTaker } from "./file-taker.ts";
import { suggestHiddenName, suggestName, titleOfFile } from "./game-name.ts";

/** A game that comes with the app. */
export interface BundledGame {
  /** Its cartridge's file name. */
  file: string;
  title: string;
  description: string;
  controls: ControlTexts;
  /** Whether it is made for opposite directions at once. */
  opposites?: boolean | undefined;
}

/** What to put in the console. */
export type Cartridge =
  | { kind: "bundled"; title: string; file: string; controls?: ControlTexts }
  | { kind: "file"; title: string; fileName: string; bytes: Uint8Array };

/** The largest cartridge there was. */
export const CARTRIDGE_MAX_BYTES = 8 * 1024 * 1024;

export interface GamePickerProps {
  /** `undefined` until they are known. */
  games: readonly BundledGame[] | undefined;
  /** Why they are not, as a sentence. */
  gamesError?: string;
  /** What was chosen before, when something went wrong with it. */
  cartridge?: Cartridge;
  name?: string;
  /** Whether it is the name that has to change. */
  focusName?: boolean;
  /** What is wrong with a name, as a sentence. */
  checkName: (name: string) => string | undefined;
  onStart: (cartridge: Cartridge, name: string) => void;
}

const fromList = ({ title, file, controls }: BundledGame): Cartridge => ({
  kind: "bundled",
  title,
  file,
  controls,
});

/** What is wrong with a file as it lies there, before it is read. */
export function checkFile(file: Pick<File, "name" | "size">): string | undefined {
  if (file.size === 0) return `${file.name} is empty. Choose a .gb, .gbc or .nes file.`;
  if (file.size > CARTRIDGE_MAX_BYTES) {
    return `${file.name} has ${mebibytes(file.size)}: no cartridge holds more than 8 MiB. Choose a .gb, .gbc or .nes file.`;
  }
  return undefined;
}

/** Chooses a game, of ours or from a file, and names it. */
export function GamePicker(props: GamePickerProps): JSX.Element {
  const nameId = createUniqueId();
  const nameErrorId = createUniqueId();
  const controlsId = createUniqueId();
  const [cartridge, setCartridge] = createSignal(props.cartridge);
  const [name, setName] = createSignal(props.name ?? "");
  const [ownName, setOwnName] = createSignal(props.name !== undefined);
  const [tried, setTried] = createSignal(false);
  let nameField: HTMLInputElement | undefined;

  const taker = createFileTaker({
    several: "One cartridge at a time, please.",
    check: checkFile,
    onFile: (bytes, fileName) => choose({ kind: "file", title: titleOfFile(fileName), fileName, bytes }),
  });

  function choose(next: Cartridge) {
    taker.forget();
    setCartridge(next);
    // A name that somebody has written stays.
    if (!ownName()) propose(isHidden());
  }

  /** Names that begin with a dot are by link only. */
  const isHidden = () => name().startsWith(".");
  function propose(hidden: boolean) {
    const written = ownName() ? name().replace(/^\.+/, "") : undefined;
    const title = written || cartridge()?.title || "";
    if (hidden) setName(suggestHiddenName(title));
    else setName(written ?? suggestName(title));
  }

  // Whoever only wants to play presses one button.
  createEffect(() => {
    const first = props.games?.[0];
    if (first && !untrack(cartridge)) untrack(() => choose(fromList(first)));
  });

  const nameError = createMemo(() => (name() === "" && !tried() ? undefined : props.checkName(name())));
  const missing = () => (tried() && !cartridge() ? "Choose a game first, or drop a file." : undefined);
  const chosenFile = () => {
    const chosen = cartridge();
    return chosen?.kind === "file" ? chosen.fileName : undefined;
  };
  const controls = () => {
    const chosen = cartridge();
    return chosen?.kind === "bundled" ? chosen.controls : undefined;
  };
  const isChosen = (file: string) => {
    const chosen = cartridge();
    return chosen?.kind === "bundled" && chosen.file === file;
  };

  function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    const chosen = cartridge();
    if (nameError() && chosen) nameField?.focus();
    if (chosen && !nameError()) props.onStart(chosen, name());
  }

  return (
    <form class="picker" onSubmit={submit} noValidate>
      <fieldset class="picker-games">
        <legend class="section-title">Choose a game</legend>
        <div class="picker-grid">
          <For each={props.games}>
            {(game) => (
              <label class="cartridge" classList={{ chosen: isChosen(game.file) }}>
                <input
                  type="radio"
                  class="cartridge-radio"
                  name="cartridge"
                  checked={isChosen(game.file)}
                  onChange={() => choose(fromList(game))}
                />
                <span class="cartridge-label">
                  <span class="cartridge-title">{game.title}</span>
                  <span class="cartridge-text">{game.description}</span>
                </span>
              </label>
            )}
          </For>
          <FileSlot
            taker={taker}
            chosen={chosenFile() !== undefined}
            title={chosenFile() ?? "Your own game"}
            text={
              chosenFile()
                ? "Ready. Choose again to change it."
                : "Drop a .gb, .gbc or .nes file here, or choose one."
            }
            accept=".gb,.gbc,.nes"
          />
        </div>
        <Show when={props.gamesError}>{(text) => <p class="problem">{text()}</p>}</Show>
        <Show when={taker.problem() ?? missing()}>
          {(text) => (
            <p class="problem" role="alert">
              {text()}
            </p>
          )}
        </Show>
      </fieldset>
      <div class="picker-start">
        <div class="field">
          <label class="field-label" for={nameId}>
            Name it
          </label>
          <input
            id={nameId}
            ref={(element) => {
              nameField = element;
              if (!props.focusName) return;
              // Once it is on the page.
              queueMicrotask(() => {
                element.focus();
                element.select();
              });
            }}
            class="text-field"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            placeholder="its address on the relay"
            value={name()}
            aria-invalid={nameError() !== undefined}
            aria-describedby={nameErrorId}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setOwnName(event.currentTarget.value !== "");
            }}
          />
          <p class="problem field-problem" id={nameErrorId} aria-live="polite">
            {nameError() ?? ""}
          </p>
        </div>
        <fieldset class="picker-listing">
          <legend class="visually-hidden">Who finds it</legend>
          <For
            each={[
              { hidden: false, text: "Everybody finds it in the lobby" },
              { hidden: true, text: "Only who has the link" },
            ]}
          >
            {({ hidden, text }) => (
              <label class="picker-choice">
                <input
                  type="radio"
                  name="listing"
                  checked={isHidden() === hidden}
                  onChange={() => propose(hidden)}
                />
                <span>{text}</span>
              </label>
            )}
          </For>
        </fieldset>
        <button type="submit" class="button button-primary">
          Start the game
        </button>
      </div>
      <Show when={controls()}>
        {(texts) => (
          <section class="picker-controls" aria-labelledby={controlsId}>
            <h2 class="section-title" id={controlsId}>
              How it is played
            </h2>
            <Controls texts={texts()} />
          </section>
        )}
      </Show>
    </form>
  );
}
