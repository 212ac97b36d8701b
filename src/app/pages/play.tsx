import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { type ArcadeClient, checkName } from "../../arcade/index.ts";
import {
  Console,
  createAccessor,
  createAudioUnlock,
  createKeyboard,
  createVolume,
  makeCanvas,
  makeController,
  Notice,
  Players,
  PlayStatsLine,
  playText,
  SoundHint,
  StatisticsButton,
  StatusLine,
  VolumeControl,
} from "../../ui/index.ts";
import { nameFromPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { missingText, Requires } from "../requires.tsx";
import { createTitle } from "../title.ts";
import { PlainPage } from "./plain.tsx";

/** A game, its picture first. */
export function PlayPage(): JSX.Element {
  const arcade = useArcade();
  const params = useParams<{ name: string }>();
  const name = createMemo(() => nameFromPath(params.name));
  const wrong = () => {
    const decoded = name();
    return decoded === undefined ? "The address is not well encoded." : checkName(decoded);
  };
  const game = createMemo(() => {
    const decoded = name();
    if (decoded === undefined || wrong() || missingText("play")) return undefined;
    return { name: decoded, client: arcade.client() };
  });
  return (
    <Show
      when={game()}
      keyed
      fallback={
        <PlainPage title="Play" home={arcade.href("/")}>
          <Requires to="play">
            <Notice tone="error" title="This is no name of a game" text={wrong()}>
              <a class="button button-primary" href={arcade.href("/")}>
                To the lobby
              </a>
            </Notice>
          </Requires>
        </PlainPage>
      }
    >
      {(game) => <Game name={game.name} client={game.client} />}
    </Show>
  );
}

const WAITING = "Nobody hosts this game right now. It starts here as soon as somebody does.";

function Game(props: { name: string; client: ArcadeClient }): JSX.Element {
  const arcade = useArcade();
  const navigate = useNavigate();
  createTitle(() => props.name);

  const canvas = makeCanvas();
  const play = createClosing(props.client.watch(props.name, { canvas, role: "player" }));
  const status = createAccessor(play.status);
  const stats = createAccessor(play.stats);
  const told = createAccessor(play.game);
  const viewerId = createAccessor(play.viewerId);
  const connection = createAccessor(props.client.connection);

  const controller = makeController(play);
  const volume = createVolume(play);
  const unlocked = createAudioUnlock(() => play.unlockAudio());
  const [showStats, setShowStats] = createSignal(false);
  const leave = () => navigate(arcade.href("/"));
  const toggleStats = () => setShowStats((shown) => !shown);
  createKeyboard(controller, {
    shortcuts: {
      Escape: leave,
      KeyM: volume.toggleMuted,
      KeyI: toggleStats,
    },
  });

  // Without a session the connection knows better than the game what is wrong.
  const text = createMemo(() => {
    const { state, error } = status();
    const detail = error ?? (state === "connecting" ? connection().error : undefined);
    return playText(detail === undefined ? { state } : { state, error: detail });
  });
  // What to say over a picture that is not there, or no more.
  const explanation = createMemo(() => {
    const { state, error } = status();
    if (state === "playing" || state === "paused") return undefined;
    if (state === "connecting") return connection().error;
    return error ?? (state === "waiting" ? WAITING : text());
  });

  return (
    <Console
      title={props.name}
      home={arcade.href("/")}
      homeHint="Esc"
      canvas={canvas}
      label={`The game ${props.name}`}
      dim={status().state !== "playing"}
      controller={controller}
      tools={
        <>
          <VolumeControl volume={volume} />
          <StatisticsButton shown={showStats()} onToggle={toggleStats} />
        </>
      }
      over={
        <>
          <Show when={explanation()}>
            <div class="console-ways" classList={{ "console-ways-late": status().state === "waiting" }}>
              <p aria-hidden="true">{explanation()}</p>
              <a class="button button-primary" href={arcade.href("/")}>
                To the lobby
              </a>
            </div>
          </Show>
          <Show when={status().state === "playing" && !unlocked() && !volume.muted()}>
            <SoundHint />
          </Show>
        </>
      }
      status={<StatusLine state={status().state} text={text()} />}
      players={<Players players={told()?.players ?? []} own={viewerId()} />}
      stats={showStats() ? <PlayStatsLine stats={stats()} /> : undefined}
    />
  );
}
