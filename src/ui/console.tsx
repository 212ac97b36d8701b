import { type JSX, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { PictureSize } from "../arcade/types.ts";
import type { Controller } from "./controller.ts";
import { Cross, FaceButtons, MenuButtons } from "./pad.tsx";
import { PadSpot } from "./pad-spot.tsx";
import { type PlayControls, PlayPanels } from "./play-controls.tsx";
import { Screen } from "./screen.tsx";

/** The way out, where it is no address: in a page of somebody else's the console gives way to the list of games. */
export interface HomeAction {
  text: string;
  onClick: () => void;
}

/** The way out, where it opens a tab of its own: from a frame in a page of somebody else's. */
export interface HomeTab {
  text: string;
  /** An address. */
  newTab: string;
}

/** Where the way out leads: the lobby's address, or what to do. */
export type Home = string | HomeAction | HomeTab;

export interface ConsoleProps {
  /** The game's name: text from the network. */
  title: string;
  home: Home;
  /** The key that leads there too, if one does. */
  homeHint?: string;
  canvas: HTMLCanvasElement;
  /** As `Screen` has it. */
  size?: PictureSize | undefined;
  /** What the picture is, for those who do not see it. */
  label: string;
  dim: boolean;
  /** As `Screen` has it. */
  unplaced?: boolean;
  controller: Controller;
  /** How it is played; with none, the pad is as it comes. */
  controls?: PlayControls;
  /** Buttons in the bar. */
  tools: JSX.Element;
  /** Over the picture. */
  over?: JSX.Element;
  status: JSX.Element;
  players: JSX.Element;
  /** How the controller is shared, below the picture: there, what comes and goes moves nothing else. */
  mode?: JSX.Element;
  /** Over the screen, so that the picture keeps its size. */
  stats?: JSX.Element;
  /** A panel beside the picture, with the class `side-panel`. */
  side?: JSX.Element;
  /** For a console that is a part of a page: it can have the focus, and this is told of what has it. */
  part?: (element: HTMLElement) => void;
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

const BACK = "M7 2v4h8v4H7v4L1 8z";
const OUT = "M9 1h6v6l-2-2-5 5-2-2 5-5zM1 4h5v2H3v7h7v-3h2v5H1z";

/** What is clicked keeps the keyboard with the game: its Enter is Start, not a second click. */
function keepFocus(event: MouseEvent) {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}

/** The way out: a link, or a button that looks like one. */
export function HomeWay(props: { home: Home; class: string; title?: string; children: JSX.Element }) {
  const action = () => (typeof props.home === "object" && "onClick" in props.home ? props.home : undefined);
  const link = () => {
    if (typeof props.home === "string") return { href: props.home };
    return "newTab" in props.home ? { href: props.home.newTab, target: "_blank", rel: "noopener" } : {};
  };
  return (
    <Dynamic
      component={action() ? "button" : "a"}
      class={props.class}
      title={props.title}
      {...(action() ? { type: "button", onClick: () => action()?.onClick() } : link())}
    >
      {props.children}
    </Dynamic>
  );
}

/** A page of its own, or a part of one that takes keys while it has the focus. */
function Room(props: {
  part: ConsoleProps["part"];
  controls: PlayControls | undefined;
  title: string;
  children: JSX.Element;
}): JSX.Element {
  const attach = (element: HTMLElement) => {
    props.controls?.attach(element);
    props.part?.(element);
  };
  if (!props.part) {
    return (
      <main class="console-room" ref={attach}>
        {props.children}
      </main>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as its role says
    <div class="console-room" role="application" aria-label={props.title} tabIndex={0} ref={attach}>
      {props.children}
    </div>
  );
}

/** The machine itself: the screen, the pad around or below it, and a bar above. */
export function Console(props: ConsoleProps): JSX.Element {
  const isLobby = () => typeof props.home === "string";
  const opensTab = () => typeof props.home === "object" && "newTab" in props.home;
  const homeText = () => (typeof props.home === "string" ? "Lobby" : props.home.text);
  const touch = () => props.controls?.settings.touch();
  const picture = () => props.controls?.settings.picture();
  return (
    <Room part={props.part} controls={props.controls} title={props.title}>
      <div
        class="console"
        classList={{
          "console-mirrored": touch()?.mirrored,
          "console-padless": touch()?.shown === false,
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is */}
        <div class="console-bar" onMouseDown={keepFocus}>
          <HomeWay class="console-home" home={props.home} title={isLobby() ? "To the lobby" : undefined}>
            <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
              <path d={opensTab() ? OUT : BACK} />
            </svg>
            <span class="console-home-text">{homeText()}</span>
            <Show when={props.homeHint}>
              <kbd class="key-cap">{props.homeHint}</kbd>
            </Show>
          </HomeWay>
          <Dynamic component={props.part ? "h2" : "h1"} class="console-title">
            {props.title}
          </Dynamic>
          <div class="console-tools">{props.tools}</div>
        </div>
        <div class="bezel console-screen">
          <Screen
            canvas={props.canvas}
            size={props.size}
            label={props.label}
            dim={props.dim}
            unplaced={props.unplaced}
            fit={picture()?.fit}
            lcd={picture()?.lcd}
          >
            {props.over}
          </Screen>
          {props.stats}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is */}
          <div class="console-mode" onMouseDown={keepFocus}>
            {props.mode}
          </div>
          <div class="console-strip">
            {props.status}
            {props.players}
          </div>
        </div>
        <div class="console-left">
          <PadSpot group="cross" controls={props.controls}>
            <Cross controller={props.controller} hints={props.controls?.hints()} />
          </PadSpot>
        </div>
        <div class="console-right">
          <PadSpot group="face" controls={props.controls}>
            <FaceButtons controller={props.controller} hints={props.controls?.hints()} />
          </PadSpot>
        </div>
        <div class="console-menu">
          <PadSpot group="menu" controls={props.controls}>
            <MenuButtons controller={props.controller} hints={props.controls?.hints()} />
          </PadSpot>
        </div>
      </div>
      <div class="console-side">{props.side}</div>
      <Show when={props.controls}>{(controls) => <PlayPanels controls={controls()} />}</Show>
    </Room>
  );
}
