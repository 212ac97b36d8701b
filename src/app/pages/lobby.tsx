import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ArcadeClient } from "../../arcade/index.ts";
import { createAccessor, GameTile, Notice, StatusLine } from "../../ui/index.ts";
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
    </PlainPage>
  );
}

function Games(props: { client: ArcadeClient }): JSX.Element {
  const arcade = useArcade();
  const connection = createAccessor(props.client.connection);
  const games = createAccessor(props.client.games);
  const names = createMemo(() => games().map((game) => game.name));
  const connected = () => connection().state === "connected";
  // What went wrong is said until there is a connection, also while the next attempt runs.
  const trouble = createMemo<string | undefined>((before) => {
    const { state, error } = connection();
    if (state === "connected") return undefined;
    return error ?? (state === "lost" ? "The connection to the relay is lost." : before);
  });
  const where = () => props.client.relay.host;
  const text = () => (connected() ? `On ${where()}` : `Connecting to ${where()}…`);

  return (
    <section class="live" aria-labelledby="live-title">
      <div class="live-head">
        <h2 class="section-title" id="live-title">
          Live now
        </h2>
        <StatusLine
          state={connected() ? "live" : trouble() ? "lost" : "connecting"}
          text={trouble() ? `No connection to ${where()}` : text()}
        />
      </div>
      <Show when={trouble()}>
        {(error) => (
          <Notice tone="error" title="The relay does not answer" text={error()}>
            <p>
              <code>npm start</code> runs one on this machine; <code>?relay=https://…</code> in this page's
              address names another. The page keeps trying.
            </p>
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={names().length > 0}>
          <ul class="tiles">
            <For each={names()}>
              {(name) => (
                <li>
                  <GameTile
                    name={name}
                    href={arcade.href(playPath(name))}
                    watch={(canvas) => props.client.watch(name, { canvas, role: "thumbnail" })}
                  />
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={connected()}>
          <p class="live-empty">No games yet. Host one, and it shows up here for everybody on this relay.</p>
        </Match>
      </Switch>
    </section>
  );
}
