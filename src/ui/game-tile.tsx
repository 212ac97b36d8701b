import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { GameStatus, Play } from "../arcade/types.ts";
import { createAccessor } from "./accessor.ts";
import { makeCanvas } from "./screen.tsx";
import { TileFacts } from "./tile-facts.tsx";
import { createVisible } from "./visible.ts";

/** What a tile needs of a game that it shows. */
export type Thumbnail = Pick<Play, "status" | "game" | "close">;

export interface GameTileProps {
  /** Text from the network. */
  name: string;
  /** Where it is played, if that is a page; else `onOpen`. */
  href?: string;
  onOpen?: () => void;
  /** Whether it has the focus from the start. */
  focused?: boolean;
  /** From this page to the relay and back, in milliseconds, while that is known. */
  roundTripMs?: number | undefined;
  /** Starts to draw the game on a canvas; the tile closes what it gets. */
  watch: (canvas: HTMLCanvasElement) => Thumbnail;
}

interface Picture {
  canvas: HTMLCanvasElement;
  thumbnail: Thumbnail;
}

/** A game that is live: its picture, while it can be seen, its name, and what is known of it. */
export function GameTile(props: GameTileProps): JSX.Element {
  // A canvas serves once, so coming back into sight takes a new one; the old picture stays until it plays.
  const [pictures, setPictures] = createSignal<Picture[]>([]);
  // What was told last stays: it is told again only while the tile can be seen.
  const [game, setGame] = createSignal<GameStatus>();
  const [root, setRoot] = createSignal<HTMLElement>();

  createEffect(() => {
    const element = root();
    if (!element) return;
    createEffect(
      on(createVisible(element), (visible) => {
        if (!visible) return;
        const canvas = makeCanvas();
        canvas.classList.add("tile-picture");
        const thumbnail = props.watch(canvas);
        const picture = { canvas, thumbnail };
        setPictures((before) => [...before.slice(-1), picture]);
        const status = createAccessor(thumbnail.status);
        createEffect(() => {
          if (status().state === "playing") setPictures([picture]);
        });
        const told = createAccessor(thumbnail.game);
        createEffect(() => {
          const latest = told();
          if (latest) setGame(latest);
        });
        onCleanup(() => thumbnail.close());
      }),
    );
  });

  const attach = (element: HTMLElement) => {
    setRoot(element);
    onMount(() => props.focused && element.focus({ preventScroll: true }));
  };

  const live = () => pictures().length > 0;

  return (
    <Dynamic
      component={props.href === undefined ? "button" : "a"}
      class="tile"
      ref={attach}
      {...(props.href === undefined
        ? { type: "button", onClick: () => props.onOpen?.() }
        : { href: props.href })}
    >
      <span class="tile-window" classList={{ live: live() }} aria-hidden="true">
        <For each={pictures()}>{(picture) => picture.canvas}</For>
      </span>
      <span class="tile-name">{props.name}</span>
      <TileFacts game={game()} roundTripMs={props.roundTripMs} />
      <span class="tile-play" aria-hidden="true">
        Play
      </span>
    </Dynamic>
  );
}
