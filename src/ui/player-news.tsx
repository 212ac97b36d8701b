import { createEffect, createMemo, createSignal, type JSX, on, onCleanup } from "solid-js";
import type { Player } from "../arcade/types.ts";

/** After somebody has come, so long is waited before it is said: what they call themselves comes a little later. */
const NAME_MS = 1_000;

/** After something was said, what follows is gathered for so long: a crowd must not be read aloud one by one. */
const GATHER_MS = 5_000;

/** Who has gone for so long has left, and has not reloaded a page. Source: docs/wire.md, Paths; and a second for the way. */
const AWAY_MS = 11_000;

/** What one is called who has not said. */
const NAMELESS = "Somebody";

/** "Ana", "Ana and Bo", "Ana and 3 more". */
function together(names: readonly string[]): string {
  const [first = NAMELESS, second] = names;
  if (names.length < 2) return first;
  return names.length === 2 && second !== undefined
    ? `${first} and ${second}`
    : `${first} and ${names.length - 1} more`;
}

/** Who came and went, in sentences; "" where nobody did. Who has no name is counted. */
export function newsText(
  joined: readonly (string | undefined)[],
  left: readonly (string | undefined)[],
): string {
  const sentence = (who: readonly (string | undefined)[], what: string) => {
    // Those who have one are named first.
    const names = who.filter((name) => name !== undefined);
    return who.length > 0 && `${together([...names, ...Array(who.length - names.length)])} ${what}.`;
  };
  return [sentence(joined, "joined"), sentence(left, "left")].filter(Boolean).join(" ");
}

export interface PlayerNewsProps {
  /** `undefined` where it is not known yet, or no more: who is there when it is known has not just come. */
  players: readonly Player[] | undefined;
  /** The one who looks, who knows of their own coming. */
  own?: string | undefined;
}

/** Whether the same players, with the same names, are in both. */
function isSame(a: PlayerNewsProps["players"], b: PlayerNewsProps["players"]): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every(({ id, name }, at) => id === b[at]?.id && name === b[at]?.name);
}

/**
 * Tells whoever does not see the list who joins and leaves, soon and then every few seconds; who is back in a moment has
 * done neither. Names are text from the network.
 */
export function PlayerNews(props: PlayerNewsProps): JSX.Element {
  const [said, setSaid] = createSignal("");
  const players = createMemo(() => props.players, undefined, { equals: isSame });
  /** What those are called of whom there is something to say, by their ids. */
  const names = new Map<string, string | undefined>();
  const joined = new Set<string>();
  const left = new Set<string>();
  /** Those who have gone and may be back. */
  const away = new Map<string, ReturnType<typeof setTimeout>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function forget() {
    clearTimeout(timer);
    timer = undefined;
    for (const leaving of away.values()) clearTimeout(leaving);
    for (const gathered of [names, joined, left, away]) gathered.clear();
  }
  onCleanup(forget);

  function say() {
    timer = undefined;
    const calls = (ids: ReadonlySet<string>) => [...ids].map((id) => names.get(id));
    const text = newsText(calls(joined), calls(left));
    joined.clear();
    left.clear();
    // Also where there is nothing: the same words said again later must be a change.
    setSaid(text);
    if (text) timer = setTimeout(say, GATHER_MS);
  }

  function come(id: string) {
    const leaving = away.get(id);
    clearTimeout(leaving);
    // Who comes back before it was said of them that they had gone was never away.
    if (!away.delete(id) && !left.delete(id)) joined.add(id);
  }

  function go(id: string) {
    // Who comes and goes before anything was said was never heard of.
    if (joined.delete(id)) return;
    const leave = () => {
      away.delete(id);
      left.add(id);
      if (timer === undefined) say();
    };
    away.set(id, setTimeout(leave, AWAY_MS));
  }

  createEffect(
    on(players, (now, before) => {
      if (!now || !before) {
        forget();
        setSaid("");
      }
      for (const { id, name } of now ?? []) if (name !== undefined || !names.has(id)) names.set(id, name);
      if (!now || !before) return;
      const [there, were] = [now, before].map((all) => new Set(all.map(({ id }) => id)));
      for (const id of there ?? []) if (!were?.has(id) && id !== props.own) come(id);
      for (const id of were ?? []) if (!there?.has(id) && id !== props.own) go(id);
      for (const id of names.keys()) if (!(there?.has(id) || away.has(id) || left.has(id))) names.delete(id);
      if (joined.size > 0) timer ??= setTimeout(say, NAME_MS);
    }),
  );

  return (
    <p class="visually-hidden" role="status">
      {said()}
    </p>
  );
}
