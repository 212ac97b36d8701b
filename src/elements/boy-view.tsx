/** What `<moq-boy>` shows: the games there are, or the one that was chosen. */
import type { Getter, Signal } from "@moq/signals";
import { type Accessor, createEffect, createMemo, type JSX, onCleanup, Show } from "solid-js";
import { render } from "solid-js/web";
import type { ArcadeClient } from "../arcade/index.ts";
import { createAccessor, createVisible, GamePlayer, GameTile, LiveGames, makeCanvas } from "../ui/index.ts";

export interface BoyViewProps {
  /** Whose place on the screen counts. */
  element: HTMLElement;
  url: Getter<URL | undefined>;
  /** The connection, while there is one; whoever made it closes it. */
  client: Getter<ArcadeClient | undefined>;
  /** The game that is played, by its name. */
  expanded: Signal<string | undefined>;
  /** Whether the element can be seen, at each change. */
  onVisible: (visible: boolean) => void;
}

/** @returns what takes it away again */
export function renderBoyView(root: ShadowRoot, props: BoyViewProps): () => void {
  return render(() => <BoyView {...props} />, root);
}

function BoyView(props: BoyViewProps): JSX.Element {
  const url = createAccessor(props.url);
  const client = createAccessor(props.client);
  const expanded = createAccessor(props.expanded);
  const visible = createVisible(props.element);
  createEffect(() => props.onVisible(visible()));

  // Who has chosen a game by hand plays it by hand, and comes back to where they were.
  let chosen: string | undefined;
  let left: string | undefined;
  const choose = (name: string) => {
    chosen = name;
    props.expanded.set(name);
  };
  const leave = () => {
    left = expanded();
    props.expanded.set(undefined);
  };
  const takeChosen = (name: string) => {
    const isChosen = chosen === name;
    chosen = undefined;
    return isChosen;
  };
  const takeLeft = () => {
    const name = left;
    left = undefined;
    return name;
  };

  return (
    <div class="embed">
      <Show when={url()} fallback={<p class="live-empty">No relay is named, so there are no games.</p>}>
        <Show when={client()} keyed>
          {(client) => (
            <Show
              when={expanded()}
              keyed
              fallback={<Games client={client} focused={takeLeft()} onChoose={choose} />}
            >
              {(name) => (
                <Game
                  client={client}
                  name={name}
                  visible={visible}
                  focused={takeChosen(name)}
                  onLeave={leave}
                />
              )}
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Games(props: {
  client: ArcadeClient;
  /** The game whose tile has the focus from the start. */
  focused: string | undefined;
  onChoose: (name: string) => void;
}): JSX.Element {
  const connection = createAccessor(props.client.connection);
  const games = createAccessor(props.client.games);
  const roundTripMs = createAccessor(props.client.roundTripMs);
  const more = createAccessor(props.client.unlistedGames);
  const names = createMemo(() => games().map((game) => game.name));
  const focused = props.focused;
  return (
    <LiveGames
      relay={props.client.relay.host}
      connection={connection()}
      names={names()}
      more={more()}
      tile={(name) => (
        <GameTile
          name={name}
          focused={name === focused}
          roundTripMs={roundTripMs()}
          onOpen={() => props.onChoose(name)}
          watch={(canvas) => props.client.watch(name, { canvas, role: "thumbnail" })}
        />
      )}
      help="It is asked again until it does."
      empty="No games right now. One shows up here as soon as somebody hosts it."
    />
  );
}

function Game(props: {
  client: ArcadeClient;
  name: string;
  visible: Accessor<boolean>;
  focused: boolean;
  onLeave: () => void;
}): JSX.Element {
  const part = { focused: props.focused };
  const canvas = makeCanvas();
  const play = props.client.watch(props.name, { canvas, role: "player" });
  onCleanup(() => play.close());
  createEffect(() => play.setVisible(props.visible()));
  const connection = createAccessor(props.client.connection);
  return (
    <GamePlayer
      play={play}
      canvas={canvas}
      connection={connection()}
      home={{ text: "All games", onClick: () => props.onLeave() }}
      onLeave={() => props.onLeave()}
      part={part}
    />
  );
}
