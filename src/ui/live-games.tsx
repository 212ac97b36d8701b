import { createMemo, createUniqueId, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ConnectionStatus } from "../arcade/types.ts";
import { Notice } from "./notice.tsx";
import { StatusLine } from "./status-line.tsx";

export interface LiveGamesProps {
  /** The relay, as people know it. */
  relay: string;
  connection: ConnectionStatus;
  /** In the order they are shown in: text from the network. */
  names: readonly string[];
  tile: (name: string) => JSX.Element;
  /** What to do where the relay does not answer. */
  help: JSX.Element;
  /** What to say where there is no game. */
  empty: string;
}

/** The games there are on a relay, and how the connection to it fares. */
export function LiveGames(props: LiveGamesProps): JSX.Element {
  const id = createUniqueId();
  const connected = () => props.connection.state === "connected";
  // What went wrong is said until there is a connection, also while the next attempt runs.
  const trouble = createMemo<string | undefined>((before) => {
    const { state, error } = props.connection;
    if (state === "connected") return undefined;
    return error ?? (state === "lost" ? "The connection to the relay is lost." : before);
  });
  const text = () => (connected() ? `On ${props.relay}` : `Connecting to ${props.relay}…`);

  return (
    <section class="live" aria-labelledby={id}>
      <div class="live-head">
        <h2 class="section-title" id={id}>
          Live now
        </h2>
        <StatusLine
          state={connected() ? "live" : trouble() ? "lost" : "connecting"}
          text={trouble() ? `No connection to ${props.relay}` : text()}
        />
      </div>
      <Show when={trouble()}>
        {(error) => (
          <Notice tone="error" title="The relay does not answer" text={error()}>
            <p>{props.help}</p>
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={props.names.length > 0}>
          <ul class="tiles">
            <For each={props.names}>{(name) => <li>{props.tile(name)}</li>}</For>
          </ul>
        </Match>
        <Match when={connected()}>
          <p class="live-empty">{props.empty}</p>
        </Match>
      </Switch>
    </section>
  );
}
