import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, type JSX, Show } from "solid-js";
import { type ArcadeClient, checkName } from "../../arcade/index.ts";
import { createAccessor, GamePlayer, makeCanvas, Notice } from "../../ui/index.ts";
import { nameFromPath, playPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { loadLobby } from "../late-pages.ts";
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

function Game(props: { name: string; client: ArcadeClient }): JSX.Element {
  const arcade = useArcade();
  const navigate = useNavigate();
  createTitle(() => props.name);
  const canvas = makeCanvas();
  const play = createClosing(props.client.watch(props.name, { canvas, role: "player" }));
  const connection = createAccessor(props.client.connection);
  const status = createAccessor(play.status);
  createEffect(() => status().state === "playing" && loadLobby());
  return (
    <GamePlayer
      play={play}
      canvas={canvas}
      connection={connection()}
      home={arcade.href("/")}
      clipHref={arcade.href("/clip")}
      shareUrl={arcade.shareUrl(playPath(props.name))}
      onLeave={() => navigate(arcade.href("/"))}
    />
  );
}
