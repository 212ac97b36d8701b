import { createMemo, createSignal, createUniqueId, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ConnectionStatus } from "../arcade/types.ts";
import { findNames } from "./game-search.ts";
import { Notice } from "./notice.tsx";
import { createOnline } from "./online.ts";
import { SearchField } from "./search-field.tsx";
import { StatusLine } from "./status-line.tsx";
import { createWindowed } from "./windowed.ts";

export interface LiveGamesProps {
  /** The relay, as people know it. */
  relay: string;
  connection: ConnectionStatus;
  /** In the order they are shown in: text from the network. */
  names: readonly string[];
  /** How many games there are beyond those. */
  more?: number;
  tile: (name: string) => JSX.Element;
  /** What to do where the relay does not answer. */
  help: JSX.Element;
  /** What to say where there is no game. */
  empty: string;
  /** Whether `/` leads to the search from anywhere in the page. */
  hasKey?: boolean;
}

const OFFLINE = "This device has no network just now. The games come back by themselves once it has.";

/** The games there are on a relay, a way to find one among them, and how the connection to it fares. */
export function LiveGames(props: LiveGamesProps): JSX.Element {
  const id = createUniqueId();
  const online = createOnline();
  const [query, setQuery] = createSignal("");
  const found = createMemo(() => findNames(props.names, query()));
  const tiles = createWindowed(found);

  const connected = () => props.connection.state === "connected";
  const offline = () => !online() && !connected();
  // What went wrong is said until there is a connection, also while the next attempt runs.
  const trouble = createMemo<string | undefined>((before) => {
    const { state, error } = props.connection;
    if (state === "connected") return undefined;
    return error ?? (state === "lost" ? "The connection to the relay is lost." : before);
  });
  const text = createMemo(() => {
    if (connected()) return `On ${props.relay}`;
    if (offline()) return "Offline";
    return trouble() ? `No connection to ${props.relay}` : `Connecting to ${props.relay}…`;
  });
  const result = () => {
    const total = props.names.length;
    return `${found().length} of ${total} ${total === 1 ? "game" : "games"}`;
  };
  // One game is found without a search.
  const searchable = createMemo(() => props.names.length > 1 || query() !== "");

  return (
    <section class="live" aria-labelledby={id}>
      <div class="live-head">
        <h2 class="section-title" id={id}>
          Live now
        </h2>
        <Show when={searchable()}>
          <SearchField query={query()} onQuery={setQuery} result={result()} hasKey={props.hasKey} />
        </Show>
        <StatusLine
          state={connected() ? "live" : trouble() || offline() ? "lost" : "connecting"}
          text={text()}
        />
      </div>
      <Switch>
        <Match when={offline()}>
          <Notice tone="error" title="You are offline" text={OFFLINE} />
        </Match>
        <Match when={trouble()}>
          {(error) => (
            <Notice tone="error" title="The relay does not answer" text={error()}>
              <p>{props.help}</p>
            </Notice>
          )}
        </Match>
      </Switch>
      <Switch>
        <Match when={found().length > 0}>
          <ul
            class="tiles"
            ref={tiles.attach}
            style={{
              "padding-top": `${tiles.slice().before}px`,
              "padding-bottom": `${tiles.slice().after}px`,
            }}
          >
            <For each={tiles.shown()}>
              {(name, index) => (
                <li aria-posinset={tiles.slice().start + index() + 1} aria-setsize={found().length}>
                  {props.tile(name)}
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={query().trim() !== ""}>
          <div class="live-empty">
            <p>No game here is called “{query().trim()}”.</p>
            <button type="button" class="button" onClick={() => setQuery("")}>
              Show all games
            </button>
          </div>
        </Match>
        <Match when={connected()}>
          <p class="live-empty">{props.empty}</p>
        </Match>
      </Switch>
      <Show when={(props.more ?? 0) > 0}>
        <p class="live-more">And {props.more} more games on this relay, which are not listed.</p>
      </Show>
    </section>
  );
}
