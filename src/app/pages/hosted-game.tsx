import { useBeforeLeave } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import {
  HOST_PLAYER,
  type HostStatus,
  host,
  MODE_TYPES,
  type ModeSettings,
  makeModeSettings,
  type Permission,
} from "../../arcade/index.ts";
import {
  Console,
  Controls,
  createAccessor,
  createAudioUnlock,
  createPlayControls,
  createTalk,
  createVolume,
  DeskGroup,
  DeskPlayers,
  FastButton,
  HOST_SHORTCUTS,
  HostStatsLine,
  hostText,
  ModePanel,
  ModePicker,
  makeCanvas,
  makeController,
  makeLate,
  Notice,
  PermissionsField,
  PlayerNews,
  Players,
  PlayTools,
  passing,
  ShareLink,
  SlotsPanel,
  SoundHint,
  StatusLine,
  VolumeControl,
} from "../../ui/index.ts";
import { playPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { type KeptPalette, PaletteChooser } from "../palette.tsx";
import type { GameAbout } from "../roms.ts";
import { createTitle } from "../title.ts";
import { PlainPage } from "./plain.tsx";

/** Why a game is left: to choose another, to name it otherwise, or to try the same again. */
export type Leaving = "other-game" | "other-name" | "again";

/** A game that is to be hosted. */
export interface HostableGame extends GameAbout {
  name: string;
  rom: Uint8Array;
  /** Where it begins, if not with power-on. */
  state?: Uint8Array;
  /** Where it is this host's own game that goes on: when that was begun, in milliseconds since the epoch. */
  startedAtMs?: number;
  /** What every viewer may do at first. */
  allowed?: readonly Permission[];
  /** How the players share the controller at first. */
  mode?: ModeSettings;
}

export interface HostedGameProps {
  game: HostableGame;
  /** What a game without colour of its own is shown in. */
  palette: KeptPalette;
  onLeave: (leaving: Leaving) => void;
}

const FAILURES: Record<NonNullable<HostStatus["reason"]>, string> = {
  rom: "This file cannot be played",
  state: "The game cannot go on from there",
  name: "The game needs another name",
  relay: "The relay cannot be reached",
  browser: "This browser cannot host a game",
  crashed: "The game has crashed",
};

// With the library that draws.
const HostStatistics = makeLate(
  async () => (await import("../../ui/statistics/host-statistics.tsx")).default,
  "The statistics",
);

/** Those that a host can choose among, as they are at first. */
const MODES = MODE_TYPES.map((type) => makeModeSettings(type));

/** A game that this page hosts. */
export function HostedGame(props: HostedGameProps): JSX.Element {
  const arcade = useArcade();
  const canvas = makeCanvas();
  const { relay, prefix } = arcade.address();
  const hosting = createClosing(
    host({
      relay,
      name: props.game.name,
      rom: props.game.rom,
      ...(props.game.state && { state: props.game.state }),
      ...(props.game.title !== undefined && { title: props.game.title }),
      ...(props.game.startedAtMs !== undefined && { startedAtMs: props.game.startedAtMs }),
      ...(props.game.allowed && { allowed: props.game.allowed }),
      ...(props.game.mode && { mode: props.game.mode }),
      opposites: props.game.opposites,
      palette: props.palette.name(),
      canvas,
      ...(prefix !== undefined && { prefix }),
    }),
  );
  const status = createAccessor(hosting.status);
  const stats = createAccessor(hosting.stats);
  const players = createAccessor(hosting.players);
  const cartridgeTitle = createAccessor(hosting.title);
  const machine = createAccessor(hosting.console);
  const picture = createAccessor(hosting.picture);
  // Some cartridges have no title.
  const ownTitle = () => (cartridgeTitle() === "Untitled" ? undefined : cartridgeTitle());
  const title = () => props.game.title ?? ownTitle() ?? props.game.name;
  createTitle(() => `${props.game.name} (hosting)`);

  const mode = createAccessor(hosting.mode);
  const [settings, setSettings] = createSignal<ModeSettings>(props.game.mode ?? { type: "anarchy" });
  function share(settings: ModeSettings) {
    setSettings(settings);
    hosting.setMode(settings);
  }

  const [allowed, setAllowed] = createSignal<readonly Permission[]>(props.game.allowed ?? []);
  function allow(permissions: Permission[]) {
    setAllowed(permissions);
    hosting.setAllowed(permissions);
  }

  const slots = createAccessor(hosting.slots);
  const isHeld = createMemo(() => status().isHeld === true);
  // Who plays by keys and clicks a button here goes on playing by keys.
  const keepFocus = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
  };
  // A page that is hidden may be gone without another word.
  const keepWhenHidden = () => document.hidden && hosting.keep();
  document.addEventListener("visibilitychange", keepWhenHidden);
  onCleanup(() => document.removeEventListener("visibilitychange", keepWhenHidden));

  const ownVote = createMemo(() => players().find(({ id }) => id === HOST_PLAYER)?.vote);
  const pass = createMemo(() => passing(mode(), HOST_PLAYER, (request) => hosting.request(request)));
  const [showsPlots, setShowsPlots] = createSignal(false);
  const togglePlots = () => setShowsPlots((shown) => !shown);
  const [showsChat, setShowsChat] = createSignal(true);
  const talk = createTalk(hosting, {
    own: () => HOST_PLAYER,
    shown: showsChat,
    onShow: setShowsChat,
    onMute: (id, muted) => hosting.muteChat(id, muted),
  });
  const chat = createAccessor(hosting.chat);
  // By itself: with all that the chat tells, the box would be set back between a click and what the host makes of it.
  const canChat = createMemo(() => chat().state !== "off");
  const controller = makeController(hosting);
  const volume = createVolume(hosting);
  const unlocked = createAudioUnlock(() => hosting.unlockAudio());
  const controls = createPlayControls({
    controller,
    volume,
    canvas,
    shortcuts: {
      KeyM: volume.toggleMuted,
      KeyI: togglePlots,
      KeyP: () => hosting.setHeld(!isHeld()),
      ...talk.shortcuts,
    },
    shortcutTexts: HOST_SHORTCUTS,
  });

  createEffect(
    on(
      () => props.palette.name(),
      (name) => hosting.setPalette(name),
      { defer: true },
    ),
  );

  const failure = createMemo(() => {
    const { state, reason } = status();
    return state === "failed" ? (reason ?? "crashed") : undefined;
  });
  const isRunning = createMemo(() => !["failed", "ended"].includes(status().state));

  // The game ends for everybody when this page goes: nobody should do that by a slip.
  createEffect(() => {
    if (!isRunning()) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    onCleanup(() => window.removeEventListener("beforeunload", warn));
  });
  useBeforeLeave((event) => {
    if (!isRunning() || event.defaultPrevented) return;
    event.preventDefault();
    setTimeout(() => {
      if (window.confirm(`Leave, and end ${props.game.name} for everybody?`)) event.retry(true);
    });
  });

  const shareUrl = () => arcade.shareUrl(playPath(props.game.name));

  return (
    <Show
      when={isRunning()}
      fallback={
        <PlainPage title="Host a game" home={arcade.href("/")}>
          <Show
            when={failure()}
            fallback={
              <Notice title={`${props.game.name} has ended`} text="Its viewers have been told.">
                <button type="button" class="button" onClick={() => props.onLeave("again")}>
                  Host it again
                </button>
                <a class="button" href={arcade.href("/")}>
                  To the lobby
                </a>
              </Notice>
            }
          >
            {(reason) => (
              <Notice tone="error" title={FAILURES[reason()]} text={status().error}>
                <Ways reason={reason()} home={arcade.href("/")} onLeave={props.onLeave} />
              </Notice>
            )}
          </Show>
        </PlainPage>
      }
    >
      <div class="hosting">
        <Console
          title={props.game.name}
          home={arcade.href("/")}
          canvas={canvas}
          size={picture()}
          label={`${title()}, as you host it`}
          dim={status().state !== "live"}
          controller={controller}
          controls={controls}
          tools={
            <>
              {talk.button()}
              <VolumeControl volume={volume} />
              <PlayTools controls={controls} />
            </>
          }
          over={
            <>
              <Show when={status().state === "live" && !unlocked() && !volume.muted()}>
                <SoundHint />
              </Show>
              <Show when={status().state === "paused"}>
                <p class="console-hint">
                  {isHeld() ? "Paused for everybody: P goes on" : "Press a button to play on"}
                </p>
              </Show>
              <Show when={status().error}>
                {(error) => (
                  <p class="console-ways" aria-hidden="true">
                    {error()}
                  </p>
                )}
              </Show>
              {talk.floats()}
            </>
          }
          status={
            <>
              <StatusLine state={status().state} text={hostText(status())} />
              {talk.emotes()}
            </>
          }
          players={
            <>
              <Players players={players()} own={HOST_PLAYER} onPass={pass()} />
              <PlayerNews players={players()} own={HOST_PLAYER} />
            </>
          }
          mode={
            <ModePanel
              mode={mode()}
              own={HOST_PLAYER}
              players={players()}
              vote={ownVote()}
              onRequest={(request) => hosting.request(request)}
            />
          }
        />
        <aside class="hosting-desk" aria-label="Hosting" onMouseDown={keepFocus}>
          <h2 class="page-title">{title()}</h2>
          <ShareLink url={shareUrl()} title={title()} />
          <div class="desk-groups">
            <DeskGroup title="The game">
              <div class="desk-run">
                <button
                  type="button"
                  class="button"
                  aria-keyshortcuts="P"
                  onClick={() => hosting.setHeld(!isHeld())}
                >
                  {isHeld() ? "Go on" : "Pause"}
                </button>
                <FastButton class="button" onHold={(held) => hosting.fastForward(held)}>
                  Fast
                </FastButton>
                <button type="button" class="button" onClick={() => hosting.reset()}>
                  Reset
                </button>
                <button type="button" class="button" onClick={() => hosting.close()}>
                  End the game
                </button>
              </div>
            </DeskGroup>
            <DeskGroup title="Players">
              <DeskPlayers
                players={players()}
                own={HOST_PLAYER}
                onMute={(id, muted) => hosting.mute(id, muted)}
                onRemove={(id) => hosting.remove(id)}
              />
              <PermissionsField allowed={allowed()} onChange={allow} />
              <label class="chat-switch">
                <input
                  type="checkbox"
                  checked={canChat()}
                  onChange={(event) => hosting.setChat(event.currentTarget.checked)}
                />
                Viewers can chat
              </label>
            </DeskGroup>
            <ModePicker modes={MODES} mode={settings()} onChange={share} />
            <DeskGroup title="Saved states">
              <SlotsPanel
                view={slots()}
                onSave={(slot) => hosting.saveSlot(slot)}
                onLoad={(slot) => hosting.loadSlot(slot)}
                onUndo={() => hosting.undoSlot()}
              />
            </DeskGroup>
            <Show when={machine() === "dmg"}>
              <DeskGroup title="Colours">
                <PaletteChooser palette={props.palette} text="What everybody sees this game in." />
              </DeskGroup>
            </Show>
            <DeskGroup title="Figures">
              <HostStatsLine stats={stats()} onMore={togglePlots} />
            </DeskGroup>
            <Show when={props.game.controls}>
              {(texts) => (
                <DeskGroup title="How it is played">
                  <Controls texts={texts()} />
                </DeskGroup>
              )}
            </Show>
          </div>
          {talk.panel()}
          <Show when={showsPlots()}>
            <HostStatistics measured={hosting} onClose={togglePlots} />
          </Show>
        </aside>
      </div>
    </Show>
  );
}

/** The ways out of a failure. */
function Ways(props: {
  reason: NonNullable<HostStatus["reason"]>;
  home: string;
  onLeave: (leaving: Leaving) => void;
}): JSX.Element {
  const way = (leaving: Leaving, text: string) => (
    <button type="button" class="button" onClick={() => props.onLeave(leaving)}>
      {text}
    </button>
  );
  return (
    <>
      <Show when={props.reason === "rom" || props.reason === "state"}>
        {way("other-game", "Choose another game")}
      </Show>
      <Show when={props.reason === "name"}>{way("other-name", "Choose another name")}</Show>
      <Show when={["relay", "crashed", "name"].includes(props.reason)}>{way("again", "Try again")}</Show>
      <Show when={props.reason === "crashed"}>{way("other-game", "Choose another game")}</Show>
      <a class="button" href={props.home}>
        To the lobby
      </a>
    </>
  );
}
