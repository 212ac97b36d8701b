import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import type { EmoteBurst, EmoteName } from "../../arcade/types.ts";
import { emoteLabel, emoteSign } from "./emotes.ts";

/** As many as float at once; more of a kind that floats are added to it. */
const FLOATS_MAX = 10;

/** How long one floats, in milliseconds; emotes.css has the same. */
const FLOAT_MS = 2_000;

/** What came is told in words together, for so many milliseconds from the first. */
const COUNT_MS = 4_000;

/** Ways up beside each other. */
const LANES = 5;

interface Float {
  emote: EmoteName;
  count: number;
  lane: number;
}

/** Emotes that rise over the picture's edge, and how many they were, for those who do not see that. */
export function EmoteFloats(props: { emotes: readonly EmoteBurst[] }): JSX.Element {
  const [floats, setFloats] = createSignal<readonly Float[]>([]);
  const [said, setSaid] = createSignal("");
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let counts = new Map<EmoteName, number>();
  let lane = 0;

  function later(ms: number, run: () => void) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });

  function rise({ emote, count }: EmoteBurst) {
    if (floats().length >= FLOATS_MAX) return;
    const float: Float = { emote, count, lane: lane++ % LANES };
    setFloats((all) => [...all, float]);
    // By the clock and not by the animation's end, which does not come where nothing moves.
    later(FLOAT_MS, () => setFloats((all) => all.filter((other) => other !== float)));
  }

  function count({ emote, count }: EmoteBurst) {
    if (counts.size === 0) {
      later(COUNT_MS, () => {
        setSaid("");
        counts = new Map();
      });
    }
    counts.set(emote, (counts.get(emote) ?? 0) + count);
  }

  createEffect(
    on(
      () => props.emotes,
      (bursts) => {
        for (const burst of bursts) {
          rise(burst);
          count(burst);
        }
        if (bursts.length === 0) return;
        setSaid([...counts].map(([emote, total]) => `${emoteLabel(emote)} × ${total}`).join(", "));
      },
      { defer: true },
    ),
  );

  return (
    <div class="emote-floats">
      <For each={floats()}>
        {({ emote, count, lane }) => (
          <span class="emote-float" style={{ "--lane": lane }} aria-hidden="true">
            {emoteSign(emote)}
            <Show when={count > 1}>
              <span class="emote-count">×{count}</span>
            </Show>
          </span>
        )}
      </For>
      <p class="emote-said" role="status">
        {said()}
      </p>
    </div>
  );
}
