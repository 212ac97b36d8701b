import "../../ui/pages.css";
import { useSearchParams } from "@solidjs/router";
import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { CLIP_MAX_BYTES } from "../../../emulator/clip/index.ts";
import { FileDrop, Notice } from "../../ui/index.ts";
import { useArcade } from "../arcade.tsx";
import { fetchClip } from "../clips.ts";
import { createPalette } from "../palette.tsx";
import { missingText, Requires } from "../requires.tsx";
import { type HostableGame, HostedGame, type Leaving } from "./hosted-game.tsx";
import { OpenedClip } from "./opened-clip.tsx";
import { PlainPage } from "./plain.tsx";

/** A clip's file, and how far it had been watched. */
export interface ClipFile {
  bytes: Uint8Array;
  /** Frames from its beginning. */
  from?: number;
  /** Its cartridge, where it was found before. */
  rom?: Uint8Array;
}

/** A game that is to go on from a clip. */
export interface GameFromClip extends HostableGame {
  /** Frames from the clip's beginning. */
  frame: number;
}

/** Opens a clip, of a file or an address. */
export function ClipPage(): JSX.Element {
  const arcade = useArcade();
  const [search] = useSearchParams<{ url: string }>();
  const [file, setFile] = createSignal<ClipFile>();
  const [game, setGame] = createSignal<GameFromClip>();
  const [loading, setLoading] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const palette = createPalette();
  let run = 0;

  function open(bytes: Uint8Array) {
    run += 1;
    setLoading(false);
    setProblem(undefined);
    setFile({ bytes });
  }

  function close(problem?: string) {
    setFile(undefined);
    setProblem(problem);
  }

  onMount(async () => {
    const { url } = search;
    if (typeof url !== "string" || missingText("play")) return;
    run += 1;
    const current = run;
    setLoading(true);
    try {
      const bytes = await fetchClip(url);
      if (current === run) open(bytes);
    } catch (error) {
      if (current === run) setProblem((error as Error).message);
    }
    if (current === run) setLoading(false);
  });

  function leave(leaving: Leaving) {
    const left = game();
    // A new object is a new attempt.
    if (leaving === "again") setGame(left && { ...left });
    else {
      setFile((file) => file && left && { ...file, from: left.frame, rom: left.rom });
      setGame(undefined);
    }
  }

  return (
    <Switch
      fallback={
        <PlainPage title="Watch a clip" home={arcade.href("/")}>
          <h1 class="page-title">Watch a clip</h1>
          <Requires to="play">
            <Show when={problem()}>
              {(text) => <Notice tone="error" title="That clip cannot be played" text={text()} />}
            </Show>
            <Show when={!loading()} fallback={<Notice title="Fetching the clip…" />}>
              <FileDrop
                title="Open a clip"
                text="Drop a .mqclip file here, or choose one. Whoever plays a game can keep one: the button is called “Keep a clip”."
                accept=".mqclip"
                maxBytes={CLIP_MAX_BYTES}
                onFile={open}
              />
            </Show>
          </Requires>
        </PlainPage>
      }
    >
      <Match when={game()} keyed>
        {(game) => <HostedGame game={game} palette={palette} onLeave={leave} />}
      </Match>
      <Match when={file()} keyed>
        {(file) => <OpenedClip file={file} palette={palette} onFail={close} onPlayOn={setGame} />}
      </Match>
    </Switch>
  );
}
