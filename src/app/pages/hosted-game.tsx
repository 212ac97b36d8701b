import { useBeforeLeave } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import {
  HOST_PLAYER,
  type HostStatus,
  host,
  MODE_TYPES,
  type ModeSettings,
  makeModeSettings,
} from "../../arcade/index.ts";
import {
  Console,
  Controls,
  createAccessor,
  createAudioUnlock,
  createPlayControls,
  createVolume,
  HostStatsLine,
  hostText,
  ModePanel,
  ModePicker,
  makeCanvas,
  makeController,
  Notice,
  PLAY_SHORTCUTS,
  Players,
  PlayTools,
  ShareLink,
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
  const [settings, setSettings] = createSignal<ModeSettings>({ type: "anarchy" });
  function share(settings: ModeSettings) {
    setSettings(settings);
    hosting.setMode(settings);
  }

  const ownVote = createMemo(() => players().find(({ id }) => id === HOST_PLAYER)?.vote);
  const controller = makeController(hosting);
  const volume = createVolume(hosting);
  const unlocked = createAudioUnlock(() => hosting.unlockAudio());
  const controls = createPlayControls({
    controller,
    volume,
    canvas,
    shortcuts: { KeyM: volume.toggleMuted },
    shortcutTexts: PLAY_SHORTCUTS,
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

  const shareUrl = () => new URL(arcade.href(playPath(props.game.name)), location.origin).href;

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
                <p class="console-hint">Press a button to play on</p>
              </Show>
              <Show when={status().error}>
                {(error) => (
                  <p class="console-ways" aria-hidden="true">
                    {error()}
                  </p>
                )}
              </Show>
            </>
          }
          status={<StatusLine state={status().state} text={hostText(status())} />}
          players={<Players players={players()} own={HOST_PLAYER} />}
          mode={
            <ModePanel
              mode={mode()}
              own={HOST_PLAYER}
              vote={ownVote()}
              onRequest={(request) => hosting.request(request)}
            />
          }
        />
        <aside class="hosting-desk" aria-label="Hosting">
          <h2 class="page-title">{title()}</h2>
          <ShareLink url={shareUrl()} />
          <div class="actions">
            <button type="button" class="button" onClick={() => hosting.reset()}>
              Reset
            </button>
            <button type="button" class="button" onClick={() => hosting.close()}>
              End the game
            </button>
          </div>
          <Show when={machine() === "dmg"}>
            <PaletteChooser palette={props.palette} text="What everybody sees this game in." />
          </Show>
          <ModePicker modes={MODES} mode={settings()} onChange={share} />
          <HostStatsLine stats={stats()} />
          <Show when={props.game.controls}>{(texts) => <Controls texts={texts()} />}</Show>
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
      <Show when={props.reason === "relay" || props.reason === "crashed"}>{way("again", "Try again")}</Show>
      <Show when={props.reason === "crashed"}>{way("other-game", "Choose another game")}</Show>
      <a class="button" href={props.home}>
        To the lobby
      </a>
    </>
  );
}
