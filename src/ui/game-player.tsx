import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  onCleanup,
  onMount,
  Show,
} from "solid-js";
import type { ConnectionStatus, ModeOutline, Play, PlayStatus } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { createAudioUnlock } from "./audio-unlock.ts";
import { createTalk } from "./chat/talk.tsx";
import { Console, type Home, HomeWay, SoundHint } from "./console.tsx";
import { makeController } from "./controller.ts";
import { createDisplayName } from "./display-name.ts";
import { KeepMenu, type KeepMenuHandle } from "./keep-menu.tsx";
import { makeLate } from "./late.tsx";
import { ModePanel } from "./mode-panel.tsx";
import { outlineOf } from "./mode-text.ts";
import { MoreTools } from "./more-tools.tsx";
import { createPlayControls, createTurnRumble, PlayTools } from "./play-controls.tsx";
import { PlayerNews } from "./player-news.tsx";
import { Players } from "./players.tsx";
import { ShareButton } from "./share-button.tsx";
import { VIEWER_SHORTCUTS } from "./shortcut-texts.ts";
import { standingOf } from "./standing.ts";
import { StatisticsButton } from "./statistics-button.tsx";
import { playText, StatusLine } from "./status-line.tsx";
import { hasTurn, passing } from "./turn.ts";
import { createVolume, type Volume } from "./volume.ts";
import { VolumeControl } from "./volume-control.tsx";

// With the library that draws: nobody needs it for the first picture.
const PlayStatistics = makeLate(
  async () => (await import("./statistics/play-statistics.tsx")).default,
  "The statistics",
);

export interface GamePlayerProps {
  /** What is played; whoever opened it closes it. */
  play: Play;
  /** The canvas that it is drawn on. */
  canvas: HTMLCanvasElement;
  connection: ConnectionStatus;
  home: Home;
  /** The key that leads home was pressed. */
  onLeave: () => void;
  /** Where clips are played, if there is such a page. */
  clipHref?: string;
  /** How loud it is, where that is not kept from visit to visit. */
  volume?: Volume;
  /** Where others play this game, if the page around it has an address for that. */
  shareUrl?: string;
  /** For a game that is a part of a page: it has the keys while it has the focus, perhaps from the start. */
  part?: { focused: boolean };
}

// Nothing of a game's first picture waits for these.
const PlayStatsLine = makeLate(async () => (await import("./stats-line.tsx")).PlayStatsLine, "The figures");
const GameMenu = makeLate(async () => (await import("./game-menu.tsx")).GameMenu, "Reset, save and load");
const NameMenu = makeLate(async () => (await import("./name-menu.tsx")).NameMenu, "The field for your name");

const WAITING = "Nobody hosts this game right now. It starts here as soon as somebody does.";

/** Whether there is a picture of a game that is there. */
const isShown = ({ state }: PlayStatus) => state === "playing" || state === "paused";

/** A game that is watched and played: its picture first. */
export function GamePlayer(props: GamePlayerProps): JSX.Element {
  const { play } = props;
  const status = createAccessor(play.status);
  const stats = createAccessor(play.stats);
  const told = createAccessor(play.game);
  const viewerId = createAccessor(play.viewerId);
  const picture = createAccessor(play.picture);

  const controller = makeController(play);
  const volume = props.volume ?? createVolume(play);
  const unlocked = createAudioUnlock(() => play.unlockAudio());
  const displayName = createDisplayName(play);
  const [showStats, setShowStats] = createSignal(false);
  const [side, setSide] = createSignal<"chat" | "statistics">();
  // First the line, then all of it, then neither.
  function toggleStats() {
    if (side() === "statistics") setSide();
    else if (showStats()) showPlots();
    else setShowStats(true);
  }
  function showPlots() {
    setShowStats(false);
    setSide("statistics");
  }
  function closeSide(): boolean {
    const wasOpen = side() !== undefined;
    setSide();
    return wasOpen;
  }
  let room: HTMLElement | undefined;
  const talk = createTalk(play, {
    own: viewerId,
    shown: () => side() === "chat",
    onShow: (shown) => setSide(shown ? "chat" : undefined),
    onLeave: () => room?.focus({ preventScroll: true }),
  });
  let keepMenu: KeepMenuHandle | undefined;
  const shortcuts = {
    ...talk.shortcuts,
    KeyC: () => keepMenu?.toggle(),
    KeyM: volume.toggleMuted,
    KeyI: toggleStats,
  };
  let hasFocus: Accessor<boolean> = () => true;
  let attach: ((element: HTMLElement) => void) | undefined;
  if (props.part) {
    const isFirst = props.part.focused;
    const [focused, setFocused] = createSignal(false);
    hasFocus = focused;
    attach = (element) => {
      room = element;
      createFocus(element, setFocused);
      if (isFirst) onMount(() => element.focus({ preventScroll: true }));
    };
  }
  const controls = createPlayControls({
    controller,
    volume,
    canvas: props.canvas,
    shortcuts,
    shortcutTexts: VIEWER_SHORTCUTS,
    onEscape: () => closeSide() || props.onLeave(),
    isActive: () => hasFocus(),
    isPart: props.part !== undefined,
    hasShades: () => told()?.palette !== undefined,
  });
  createEffect(() => play.setLook(controls.settings.look()));
  createTurnRumble(controls, () => hasTurn(told()?.mode, viewerId()));

  // Without a session the connection knows better than the game what is wrong.
  const text = createMemo(() => {
    const { state, error } = status();
    const notice = state === "playing" ? (told()?.notice ?? standingOf(told(), viewerId())) : undefined;
    const detail = error ?? notice ?? (state === "connecting" ? props.connection.error : undefined);
    return playText(detail === undefined ? { state } : { state, error: detail });
  });
  // What to say over a picture that is not there, or no more.
  const explanation = createMemo(() => {
    const { state, error } = status();
    if (isShown({ state })) return undefined;
    if (state === "connecting") return props.connection.error;
    return error ?? (state === "waiting" ? WAITING : text());
  });
  const outline = createAccessor(play.modeOutline);
  // What there is room for. It stays where a game is gone for a while, so that nothing moves before there is another.
  const modeRoom = createMemo<ModeOutline | undefined>((before) => {
    if (!isShown(status())) return before;
    const game = told();
    return game ? outlineOf(game.mode) : (outline() ?? before);
  });
  const ownVote = createMemo(() => told()?.players.find(({ id }) => id === viewerId())?.vote);
  const pass = createMemo(() => passing(told()?.mode, viewerId(), (request) => play.request(request)));
  const homeText = () => (typeof props.home === "string" ? "To the lobby" : props.home.text);

  return (
    <Console
      title={play.name}
      home={props.home}
      {...(typeof props.home === "object" && "newTab" in props.home ? {} : { homeHint: "Esc" })}
      canvas={props.canvas}
      size={picture()}
      label={`The game ${play.name}`}
      dim={status().state !== "playing"}
      unplaced={modeRoom() === undefined}
      controller={controller}
      controls={controls}
      {...(attach ? { part: attach } : {})}
      tools={
        <>
          {/* Left of the others, since it comes when they are there. */}
          {talk.button()}
          <MoreTools>
            <Show when={(told()?.allowed.length ?? 0) > 0}>
              <GameMenu game={told()} machine={play} />
            </Show>
            <Show when={isShown(status())}>
              <NameMenu displayName={displayName} />
            </Show>
            <KeepMenu
              keep={(stretch) => play.keep(stretch)}
              clipHref={props.clipHref}
              ref={(handle) => {
                keepMenu = handle;
              }}
            />
            <VolumeControl volume={volume} />
            <StatisticsButton shown={showStats() || side() === "statistics"} onToggle={toggleStats} />
            <PlayTools controls={controls} />
          </MoreTools>
          <Show when={props.shareUrl}>{(url) => <ShareButton url={url()} title={play.name} />}</Show>
        </>
      }
      over={
        <>
          <Show when={explanation()}>
            <div class="console-ways" classList={{ "console-ways-late": status().state === "waiting" }}>
              <p aria-hidden="true">{explanation()}</p>
              <HomeWay class="button button-primary" home={props.home}>
                {homeText()}
              </HomeWay>
            </div>
          </Show>
          <Show when={(told()?.speed ?? 1) > 1}>
            <p class="console-fast">{told()?.speed}× as fast</p>
          </Show>
          <Show when={status().state === "playing"}>
            <Show
              when={hasFocus()}
              fallback={<p class="console-hint for-keys">Click to play with your keys</p>}
            >
              <Show when={!unlocked() && !volume.muted()}>
                <SoundHint />
              </Show>
            </Show>
          </Show>
          {talk.floats()}
        </>
      }
      status={
        <>
          <StatusLine state={status().state} text={text()} />
          {talk.emotes()}
        </>
      }
      players={
        <>
          <Players players={told()?.players ?? []} own={viewerId()} onPass={pass()} />
          <PlayerNews players={told()?.players} own={viewerId()} />
        </>
      }
      mode={
        <ModePanel
          mode={told()?.mode}
          room={modeRoom()}
          own={viewerId()}
          players={told()?.players ?? []}
          vote={ownVote()}
          onRequest={(request) => play.request(request)}
        />
      }
      side={
        <>
          {talk.panel()}
          <Show when={side() === "statistics"}>
            <PlayStatistics measured={play} onClose={closeSide} />
          </Show>
        </>
      }
      stats={showStats() ? <PlayStatsLine stats={stats()} onMore={showPlots} /> : undefined}
    />
  );
}

/** Gives an element the focus at each touch of it, and tells whether it has it. */
function createFocus(element: HTMLElement, onChange: (focused: boolean) => void): void {
  const abort = new AbortController();
  const { signal } = abort;
  onCleanup(() => abort.abort());
  const take = (event: PointerEvent) => {
    // What is beside the game has fields to type in.
    if (event.target instanceof Element && event.target.closest(".console-side")) return;
    element.focus({ preventScroll: true });
  };
  element.addEventListener("focusin", () => onChange(true), { signal });
  element.addEventListener("focusout", () => onChange(false), { signal });
  // When it goes down, since the pad keeps it from taking the focus; when it comes up, since a slider has taken it.
  element.addEventListener("pointerdown", take, { signal });
  element.addEventListener("pointerup", take, { signal });
}
