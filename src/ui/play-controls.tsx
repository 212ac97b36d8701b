/** All by which somebody plays: keys, gamepads, the pad's place on the screen, and what they like the picture to be. */
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
} from "solid-js";
import type { Button } from "./buttons.ts";
import type { Controller } from "./controller.ts";
import { createFullScreen, type FullScreen } from "./full-screen.ts";
import {
  buttonsByCode,
  type ConnectedPad,
  createGamepads,
  type Gamepads,
  keyHints,
  keyLayout,
} from "./input/index.ts";
import { createKeyboard, makeKeyboard } from "./keyboard.ts";
import { makeLate } from "./late.tsx";
import { createPictureInPicture, type PictureInPicture } from "./picture-in-picture.ts";
import { padMapping, pageSettings, type Settings, stickReach } from "./settings/index.ts";
import type { ShortcutText } from "./shortcut-texts.ts";
import type { Volume } from "./volume.ts";

// What the first picture needs none of.
const preferences = () => import("./preferences/index.ts");
const SettingsDialog = makeLate(async () => (await preferences()).SettingsDialog, "The settings");
const HelpDialog = makeLate(async () => (await preferences()).HelpDialog, "The list of keys");
const PadEditor = makeLate(async () => (await preferences()).PadEditor, "What moves the pad");

export interface PlayControlsOptions {
  controller: Controller;
  volume: Volume;
  canvas: HTMLCanvasElement;
  /** What other keys do, as `makeKeyboard` has it. */
  shortcuts: Readonly<Record<string, () => void>>;
  /** The key that leads home was pressed, and there was no menu to close and no full screen to leave before. */
  onEscape?: () => void;
  /** Of the shortcuts, what to say of each, in the order of their use. */
  shortcutTexts: readonly ShortcutText[];
  /** Whether keys and pads play now: in a page of somebody else's, while the game has the focus. */
  isActive?: Accessor<boolean>;
  /** For a part of a page: keys count within the element that is attached. */
  isPart?: boolean;
  /** For who watches: whether the game has no colours of its own, as far as is known. A host's look is everybody's. */
  hasShades?: Accessor<boolean>;
  settings?: Settings;
}

/** What is open over the game, and has the keys. */
export type OpenPanel = "settings" | "help" | "pad-editor";

export interface PlayControls {
  readonly settings: Settings;
  readonly volume: Volume;
  readonly controller: Controller;
  /** What is printed beside each button: its key. */
  readonly hints: Accessor<Readonly<Record<Button, string>>>;
  readonly pads: Accessor<readonly ConnectedPad[]>;
  readonly fullScreen: FullScreen;
  readonly pictureInPicture: PictureInPicture;
  readonly shortcutTexts: readonly ShortcutText[];
  /** Whether the game has no colours of its own; not there where pictures have no look of this viewer's own. */
  readonly hasShades?: Accessor<boolean>;
  readonly panel: Accessor<OpenPanel | undefined>;
  show(panel: OpenPanel | undefined): void;
  /** To be called with the element that is the console, once. */
  attach(element: HTMLElement): void;
  /** The console, once it is there. */
  readonly element: Accessor<HTMLElement | undefined>;
  rumble(): void;
}

/** Closes a menu that is open around an element. @returns whether there was one */
function closePopover(element: HTMLElement | undefined): boolean {
  const root = element?.getRootNode() as Document | ShadowRoot | undefined;
  const open = root?.querySelector<HTMLElement>(":popover-open");
  open?.hidePopover();
  return open !== null && open !== undefined;
}

/** The controls of a game, until their owner goes. */
export function createPlayControls(options: PlayControlsOptions): PlayControls {
  const { controller, settings = pageSettings() } = options;
  const [element, setElement] = createSignal<HTMLElement>();
  const [panel, show] = createSignal<OpenPanel>();
  const isPaused = () => panel() !== undefined;
  const { isActive = () => true } = options;

  const fullScreen = createFullScreen(element);
  const pictureInPicture = createPictureInPicture(options.canvas, (pipWindow) =>
    makeKeyboard(controller, { buttons: byCode, shortcuts, window: pipWindow }),
  );
  const shortcuts: Readonly<Record<string, () => void>> = {
    ...options.shortcuts,
    // What is open is closed first.
    Escape: () => void (closePopover(element()) || fullScreen.leave() || options.onEscape?.()),
    KeyF: () => fullScreen.toggle(),
    KeyO: () => show("settings"),
    KeyV: () => pictureInPicture.toggle(),
    "?": () => show("help"),
  };

  const byCode = createMemo(() => buttonsByCode(settings.keys()));
  const hints = createMemo(() => keyHints(settings.keys(), keyLayout()));
  const keyboard = { buttons: byCode, isPaused, shortcuts };
  if (!options.isPart) createKeyboard(controller, keyboard);

  const gamepads: Gamepads = createGamepads(controller, {
    mapping: (id) => padMapping(settings, id),
    reach: (id) => stickReach(settings, id),
    isActive: () => isActive() && !isPaused(),
  });
  createEffect(on(isPaused, (paused) => paused && controller.releaseAll(), { defer: true }));

  return {
    ...(options.hasShades ? { hasShades: options.hasShades } : {}),
    settings,
    volume: options.volume,
    controller,
    hints,
    pads: gamepads.pads,
    fullScreen,
    pictureInPicture,
    // What this browser cannot do is not told of.
    shortcutTexts: options.shortcutTexts.filter(
      ({ key }) =>
        (key !== "KeyF" || fullScreen.isPossible) && (key !== "KeyV" || pictureInPicture.isPossible),
    ),
    panel,
    show,
    element,
    attach(element) {
      setElement(element);
      if (options.isPart) createKeyboard(controller, { ...keyboard, within: element });
    },
    rumble() {
      if (settings.gamepad().rumble) gamepads.rumble();
    },
  };
}

/** Shakes the pads when one is given the baton or a seat. */
export function createTurnRumble(controls: PlayControls, hasTurn: Accessor<boolean>): void {
  createEffect(on(hasTurn, (has, had) => has && had === false && controls.rumble()));
}

/** The buttons in the bar. */
export function PlayTools(props: { controls: PlayControls }): JSX.Element {
  const fullScreen = () => props.controls.fullScreen;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Settings"
        aria-haspopup="dialog"
        aria-keyshortcuts="O"
        title="Settings (O)"
        onClick={() => props.controls.show("settings")}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
          <path class="icon-line" d="M1 4h5M10 4h5M1 8h9M14 8h1M1 12h2M7 12h8" />
          <circle class="icon-line" cx="8" cy="4" r="1.700" />
          <circle class="icon-line" cx="12" cy="8" r="1.700" />
          <circle class="icon-line" cx="5" cy="12" r="1.700" />
        </svg>
      </button>
      <Show when={fullScreen().isPossible}>
        <button
          type="button"
          class="icon-button"
          aria-label="Full screen"
          aria-pressed={fullScreen().isOn()}
          aria-keyshortcuts="F"
          title="Full screen (F)"
          onClick={() => fullScreen().toggle()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
            <path class="icon-line" d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
          </svg>
        </button>
      </Show>
    </>
  );
}

/** What opens over the game, and what a screen reader is told of the pads. */
export function PlayPanels(props: { controls: PlayControls }): JSX.Element {
  const [said, setSaid] = createSignal("");
  createEffect(
    on(props.controls.pads, (pads, before) => {
      if (!before || pads.length === before.length) return;
      setSaid(pads.length > before.length ? "A gamepad is connected." : "A gamepad is gone.");
    }),
  );
  const close = () => props.controls.show(undefined);
  onCleanup(close);
  return (
    <>
      <p class="visually-hidden" role="status" aria-live="polite">
        {said()}
      </p>
      <Show when={props.controls.panel() === "settings"}>
        <SettingsDialog controls={props.controls} onClose={close} />
      </Show>
      <Show when={props.controls.panel() === "help"}>
        <HelpDialog controls={props.controls} onClose={close} />
      </Show>
      <Show when={props.controls.panel() === "pad-editor"}>
        <PadEditor controls={props.controls} onClose={close} />
      </Show>
    </>
  );
}
