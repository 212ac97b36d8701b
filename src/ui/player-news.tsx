import { createEffect, createMemo, createSignal, type JSX, on, onCleanup } from "solid-js";
import type { Player } from "../arcade/types.ts";

/** After something was said, what follows is gathered for so long: a crowd must not be read aloud one by one. */
const GATHER_MS = 5_000;

/** "Ana", "Ana and Bo", "Ana and 3 more". */
function namesOf(ids: readonly string[]): string {
  const [first = "", second] = ids;
  if (second === undefined) return first;
  return ids.length === 2 ? `${first} and ${second}` : `${first} and ${ids.length - 1} more`;
}

/** Who came and went, in sentences; "" where nobody did. */
export function newsText(joined: readonly string[], left: readonly string[]): string {
  return [joined.length > 0 && `${namesOf(joined)} joined.`, left.length > 0 && `${namesOf(left)} left.`]
    .filter(Boolean)
    .join(" ");
}

export interface PlayerNewsProps {
  /** `undefined` where it is not known yet, or no more: who is there when it is known has not just come. */
  players: readonly Player[] | undefined;
  /** The one who looks, who knows of their own coming. */
  own?: string | undefined;
}

/** Tells whoever does not see the list who joins and leaves, at once and then every few seconds. Names are text from the network. */
export function PlayerNews(props: PlayerNewsProps): JSX.Element {
  const [said, setSaid] = createSignal("");
  const ids = createMemo(() => props.players?.map(({ id }) => id), undefined, {
    equals: (a, b) => a?.length === b?.length && (a?.every((id, index) => id === b?.[index]) ?? true),
  });
  const joined = new Set<string>();
  const left = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
    joined.clear();
    left.clear();
  };
  onCleanup(forget);

  function say() {
    const text = newsText([...joined], [...left]);
    forget();
    // Also where there is nothing: the same words said again later must be a change.
    setSaid(text);
    if (text) timer = setTimeout(say, GATHER_MS);
  }

  createEffect(
    on(ids, (now, before) => {
      if (!now || !before) {
        forget();
        setSaid("");
        return;
      }
      const [there, were] = [new Set(now), new Set(before)];
      // Who comes and goes while it is gathered was never heard of.
      for (const id of there) if (!were.has(id) && id !== props.own && !left.delete(id)) joined.add(id);
      for (const id of were) if (!there.has(id) && id !== props.own && !joined.delete(id)) left.add(id);
      if (timer === undefined && joined.size + left.size > 0) say();
    }),
  );

  return (
    <p class="visually-hidden" role="status">
      {said()}
    </p>
  );
}
