import "../../ui/pages.css";
import { createMemo, type JSX, Show } from "solid-js";
import type { ArcadeClient } from "../../arcade/index.ts";
import { createAccessor, GameTile, LiveGames } from "../../ui/index.ts";
import { playPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { missingText, Requires } from "../requires.tsx";
import { PlainPage } from "./plain.tsx";

/** The games there are, and the way to host another. */
export function LobbyPage(): JSX.Element {
  const arcade = useArcade();
  return (
    <PlainPage title="" home={arcade.href("/")}>
      <section class="hero">
        <div>
          <h1 class="hero-title">One console. Everybody holds the controller.</h1>
          <p class="hero-text">
            A game runs in a tab, yours or somebody else’s; whoever opens its link watches, hears and plays
            it.
          </p>
        </div>
        <a class="button button-primary hero-button" href={arcade.href("/host")}>
          Host a game
        </a>
      </section>
      <Requires to="play">
        <Show when={missingText("play") === undefined && arcade.client()} keyed>
          {(client) => <Games client={client} />}
        </Show>
      </Requires>
      <footer class="foot">
        <p>
          Not a game? <a href={arcade.href("/publish")}>Send a camera or a screen</a>, or{" "}
          <a href={arcade.href("/watch")}>watch any broadcast</a> by its name. Somebody has sent you a clip?{" "}
          <a href={arcade.href("/clip")}>Play it</a>.
        </p>
      </footer>
    </PlainPage>
  );
}

function Games(props: { client: ArcadeClient }): JSX.Element {
  const arcade = useArcade();
  const connection = createAccessor(props.client.connection);
  const games = createAccessor(props.client.games);
  const roundTripMs = createAccessor(props.client.roundTripMs);
  const more = createAccessor(props.client.unlistedGames);
  const names = createMemo(() => games().map((game) => game.name));
  return (
    <LiveGames
      relay={props.client.relay.host}
      connection={connection()}
      names={names()}
      more={more()}
      hasKey
      tile={(name) => (
        <GameTile
          name={name}
          href={arcade.href(playPath(name))}
          roundTripMs={roundTripMs()}
          watch={(canvas) => props.client.watch(name, { canvas, role: "thumbnail" })}
        />
      )}
      help={
        <>
          The page keeps trying, and the games come by themselves. Is it yours? <code>npm start</code> runs a
          relay on this machine; <code>?relay=https://…</code> in this page's address names another.
        </>
      }
      empty="No games yet. Host one, and it shows up here for everybody on this relay."
    />
  );
}
