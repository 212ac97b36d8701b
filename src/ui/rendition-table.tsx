import { For, type JSX, Show } from "solid-js";

/** One of the sizes that are offered, or the sound. */
export interface RenditionRow {
  name: string;
  codec: string;
  /** Bits a second. */
  bitrate: number;
  /** Pixels; absent for sound. */
  width?: number;
  height?: number;
  /** Whether somebody is subscribed, and so whether it is encoded. */
  watched: boolean;
  /** Pictures left out in all because the encoder had not kept up. */
  dropped: number;
}

const kilobits = (bitrate: number) => `${Math.round(bitrate / 1000).toLocaleString("en")} kbit/s`;

/** What is offered, and which of it is being encoded. */
export function RenditionTable(props: { renditions: readonly RenditionRow[] }): JSX.Element {
  return (
    <ul class="renditions" aria-label="What is sent">
      {/* By name: a row that is told anew stays. */}
      <For each={props.renditions.map(({ name }) => name)}>
        {(name) => {
          const row = () => props.renditions.find((rendition) => rendition.name === name);
          return (
            <Show when={row()}>
              {(row) => (
                <li class="rendition" data-name={name} data-watched={row().watched}>
                  <span class="rendition-light" aria-hidden="true" />
                  <span class="rendition-size">
                    {row().width ? `${row().width} × ${row().height}` : "Sound"}
                  </span>
                  <span class="rendition-detail">
                    {row().codec} · {kilobits(row().bitrate)}
                  </span>
                  <span class="rendition-state">
                    {row().watched ? "Encoding" : "Idle"}
                    <Show when={row().dropped > 0}>{` (${row().dropped} left out)`}</Show>
                  </span>
                </li>
              )}
            </Show>
          );
        }}
      </For>
    </ul>
  );
}
