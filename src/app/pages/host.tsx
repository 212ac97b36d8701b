import "../../ui/pages.css";
import { useSearchParams } from "@solidjs/router";
import { createResource, createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { checkName, listResumable, type ResumableGame, resumableRom } from "../../arcade/index.ts";
import { type Cartridge, GamePicker, Notice, suggestName, titleOfFile } from "../../ui/index.ts";
import { useArcade } from "../arcade.tsx";
import { createPalette, PaletteChooser } from "../palette.tsx";
import { Requires } from "../requires.tsx";
import { aboutOf, bundledPath, fetchBundledGames, fetchRom, findBundled } from "../roms.ts";
import { type HostableGame, HostedGame, type Leaving } from "./hosted-game.tsx";
import { PlainPage } from "./plain.tsx";
import { Resumable } from "./resumable.tsx";

/** Chooses a game, and hosts it. */
export function HostPage(): JSX.Element {
  const arcade = useArcade();
  const [search] = useSearchParams<{ rom: string; name: string }>();
  const [game, setGame] = createSignal<HostableGame>();
  const [loading, setLoading] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  // What was asked for last, for whoever has to change one part of it.
  const [before, setBefore] = createSignal<{ cartridge?: Cartridge; name?: string; focusName?: boolean }>({
    ...(typeof search.name === "string" && { name: search.name }),
  });
  const [bundled] = createResource(fetchBundledGames);
  const palette = createPalette();

  /** A game that went on from how it was last, and what it is called in the picker. */
  let resumed: { cartridge: Cartridge; from: ResumableGame } | undefined;
  let run = 0;
  async function start(cartridge: Cartridge, name: string, path?: string) {
    run += 1;
    const current = run;
    setProblem(undefined);
    setBefore({ cartridge, name });
    setLoading(`Fetching ${cartridge.title}…`);
    try {
      const rom =
        cartridge.kind === "file" ? cartridge.bytes : await fetchRom(path ?? bundledPath(cartridge.file));
      const listed =
        cartridge.kind === "bundled" ? await findBundled(path ?? bundledPath(cartridge.file)) : undefined;
      if (current !== run) return;
      // Under another name it is the same game still.
      if (resumed?.cartridge === cartridge) setGame(goOn(resumed.from, rom, name));
      else setGame({ name, rom, ...aboutOf(listed) });
    } catch (error) {
      if (current === run) setProblem((error as Error).message);
    }
    if (current === run) setLoading(undefined);
  }

  function goOn(from: ResumableGame, rom: Uint8Array, name: string): HostableGame {
    const { title, opposites, state, startedAtMs, allowed, mode } = from;
    const listed = bundled.error ? undefined : bundled()?.find((game) => game.title === title);
    return { ...aboutOf(listed), name, rom, title, opposites, state, startedAtMs, allowed, mode };
  }

  async function resume(from: ResumableGame) {
    run += 1;
    const current = run;
    setProblem(undefined);
    try {
      const bytes = await resumableRom(from);
      if (current !== run) return;
      const { name, title } = from;
      const cartridge: Cartridge = { kind: "file", title, fileName: title, bytes };
      resumed = { cartridge, from };
      setBefore({ cartridge, name });
      setGame(goOn(from, bytes, name));
    } catch (error) {
      if (current === run) setProblem((error as Error).message);
    }
  }

  /** The same again: a game that went on from somewhere goes on from where it is now. */
  async function again(game: HostableGame) {
    const { name, startedAtMs } = game;
    const kept = startedAtMs === undefined ? [] : await listResumable();
    const newest = kept.find((other) => other.name === name && other.startedAtMs === startedAtMs);
    if (newest) await resume(newest);
    // A new object is a new attempt.
    else setGame({ ...game });
  }

  onMount(() => {
    const { rom, name } = search;
    if (typeof rom !== "string") return;
    const file = rom.slice(rom.lastIndexOf("/") + 1);
    const title = titleOfFile(file);
    const asked = typeof name === "string" ? name : suggestName(title);
    const wrong = checkName(asked);
    const cartridge: Cartridge = { kind: "bundled", title, file };
    if (!wrong) void start(cartridge, asked, rom);
    else setBefore({ cartridge, name: asked, focusName: true });
  });

  function leave(leaving: Leaving) {
    const { cartridge, name } = before();
    if (leaving === "other-game") setBefore(name === undefined ? {} : { name });
    if (leaving === "other-name") {
      setBefore({
        ...(cartridge && { cartridge }),
        ...(name !== undefined && { name }),
        focusName: true,
      });
    }
    const left = game();
    if (leaving === "again" && left) void again(left);
    else setGame(undefined);
  }

  return (
    <Switch
      fallback={
        <PlainPage title="Host a game" home={arcade.href("/")}>
          <h1 class="page-title">Host a game</h1>
          <Requires to="host">
            <Show when={problem()}>
              {(text) => <Notice tone="error" title="That game could not be started" text={text()} />}
            </Show>
            {/* All at once: what is there must not move under a finger when the list comes. */}
            <Show when={!bundled.loading} fallback={<Notice title="Fetching the games…" />}>
              <Resumable onResume={(game) => void resume(game)} />
              <GamePicker
                games={bundled.error ? [] : bundled()}
                gamesError={bundled.error instanceof Error ? bundled.error.message : undefined}
                cartridge={before().cartridge}
                name={before().name}
                focusName={before().focusName}
                checkName={checkName}
                onStart={(cartridge, name) => void start(cartridge, name)}
              />
              <PaletteChooser palette={palette} text="For games that have no colour of their own." />
            </Show>
          </Requires>
        </PlainPage>
      }
    >
      <Match when={game()} keyed>
        {(game) => <HostedGame game={game} palette={palette} onLeave={leave} />}
      </Match>
      <Match when={loading()}>
        {(text) => (
          <PlainPage title="Host a game" home={arcade.href("/")}>
            <Notice title={text()} />
          </PlainPage>
        )}
      </Match>
    </Switch>
  );
}
