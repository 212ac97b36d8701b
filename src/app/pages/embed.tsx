import "../../ui/pages.css";
import { useLocation, useParams } from "@solidjs/router";
import { createEffect, createMemo, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { type ArcadeClient, checkName } from "../../arcade/index.ts";
import {
  createAccessor,
  createVolume,
  EmbeddedScreen,
  GamePlayer,
  makeCanvas,
  makeVolumeMemory,
  Notice,
  playText,
} from "../../ui/index.ts";
import { nameFromPath, playPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { type EmbedOptions, readEmbedOptions } from "../embed/options.ts";
import { makeParentChannel } from "../embed/parent.ts";
import { missingText, Requires } from "../requires.tsx";
import { createTitle } from "../title.ts";

/** A game for a frame in somebody else's page: it leads nowhere but to a tab of its own. */
export default function EmbedPage(): JSX.Element {
  const arcade = useArcade();
  const here = useLocation();
  const params = useParams<{ name: string }>();
  const asked = createMemo(() => readEmbedOptions(here.search));
  const name = createMemo(() => nameFromPath(params.name));
  const wrong = createMemo(() => {
    const decoded = name();
    if (decoded === undefined) return "The address is not well encoded.";
    const options = asked();
    return checkName(decoded) ?? ("error" in options ? options.error : undefined);
  });
  const game = createMemo(() => {
    const decoded = name();
    const read = asked();
    if (decoded === undefined || wrong() || "error" in read || missingText("play")) return undefined;
    return { name: decoded, options: read.options, client: arcade.client() };
  });
  return (
    <Switch
      fallback={
        <main class="embedded-notice">
          <Requires to="play">
            <Notice tone="error" title="This game cannot be shown here" text={wrong()} />
          </Requires>
        </main>
      }
    >
      <Match when={game()} keyed>
        {(game) => <Game {...game} />}
      </Match>
    </Switch>
  );
}

function Game(props: { name: string; options: EmbedOptions; client: ArcadeClient }): JSX.Element {
  const arcade = useArcade();
  createTitle(() => props.name);
  const { sound, controls, plays, parent } = props.options;
  const canvas = makeCanvas();
  const play = createClosing(props.client.watch(props.name, { canvas, role: plays ? "player" : "watcher" }));
  const connection = createAccessor(props.client.connection);
  const status = createAccessor(play.status);
  const told = createAccessor(play.game);
  const picture = createAccessor(play.picture);
  // How loud it is, is the page's around it to say, each time anew.
  const volume = createVolume(play, makeVolumeMemory({ muted: !sound }));

  const channel = makeParentChannel(window, parent, (command) => {
    switch (command.type) {
      case "mute":
        if (volume.muted() !== command.muted) volume.toggleMuted();
        break;
      case "volume":
        volume.setVolume(command.volume);
        break;
      default:
        command satisfies never;
    }
  });
  onCleanup(() => channel.close());
  channel.tell({ type: "ready", name: props.name, plays });
  createEffect(() => {
    const { state } = status();
    channel.tell({ type: "status", state, text: playText(status()) });
  });
  createEffect(() => channel.tell({ type: "sound", muted: volume.muted(), volume: volume.volume() }));
  const names = createMemo(() => told()?.players.map(({ id }) => id), undefined, { equals: isSame });
  createEffect(() => {
    const players = names();
    if (players) channel.tell({ type: "players", count: players.length, players });
  });
  const mode = createMemo(() => {
    const current = told()?.mode;
    return current?.type === "other" ? current.name : current?.type;
  });
  createEffect(() => {
    const current = mode();
    if (current !== undefined) channel.tell({ type: "mode", mode: current });
  });
  createEffect(() => {
    const size = picture();
    if (size) channel.tell({ type: "picture", ...size });
  });

  const home = { text: "Open in the arcade", newTab: arcade.href(playPath(props.name)) };
  return (
    <Show
      when={controls && plays}
      fallback={
        <EmbeddedScreen
          play={play}
          canvas={canvas}
          connection={connection()}
          volume={volume}
          home={home}
          plays={plays}
        />
      }
    >
      <main>
        <GamePlayer
          play={play}
          canvas={canvas}
          connection={connection()}
          volume={volume}
          home={home}
          onLeave={() => {}}
          part={{ focused: false }}
        />
      </main>
    </Show>
  );
}

function isSame(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one?.length === other?.length && (one ?? []).every((id, i) => id === other?.[i]);
}
