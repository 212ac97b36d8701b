import "../../ui/pages.css";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import {
  ChoiceField,
  createAccessor,
  createVolume,
  Notice,
  PauseButton,
  SoundHint,
  StatisticsButton,
  StatusLine,
  Theatre,
  VolumeControl,
  WatchStatsLine,
} from "../../ui/index.ts";
import type { Latency, Offer } from "../../watch/decode.ts";
import { makeWatch, missingForWatch } from "../../watch/page/watch.ts";
import type { WatchState, WatchStatus } from "../../watch/types.ts";
import { broadcastPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { createShortcuts } from "../shortcuts.ts";
import { createTitle } from "../title.ts";
import { PlainPage } from "./plain.tsx";

const TEXTS: Record<WatchState, string> = {
  connecting: "Connecting…",
  waiting: "Waiting for the broadcast…",
  playing: "Playing",
  paused: "Paused",
  lost: "The broadcast is gone",
  failed: "Not playable",
};

const WAITING = "Nobody sends this broadcast right now. It plays here as soon as somebody does.";

/** Seconds are what people think in; the player thinks in milliseconds. */
const LATENCIES: { value: string; label: string }[] = [
  { value: "real-time", label: "as small as it gets" },
  { value: "100", label: "0.1 s" },
  { value: "250", label: "0.25 s" },
  { value: "500", label: "0.5 s" },
  { value: "1000", label: "1 s" },
  { value: "2000", label: "2 s" },
];

const AUTOMATIC = "";

/** Any broadcast on the relay, by the name in the address. */
export function WatchPage(): JSX.Element {
  const arcade = useArcade();
  const [query] = useSearchParams<{ name: string }>();
  const name = createMemo(() => broadcastPath(typeof query.name === "string" ? query.name : ""));
  const missing = missingForWatch();
  return (
    <Show
      when={missing.length === 0}
      fallback={
        <PlainPage title="Watch" home={arcade.href("/")}>
          <Notice
            tone="error"
            title="This browser cannot show broadcasts"
            text={`It has no ${missing.join(", no ")} on this page.`}
          />
        </PlainPage>
      }
    >
      <Show when={name()} keyed fallback={<Choose />}>
        {(name) => <Broadcast name={name} />}
      </Show>
    </Show>
  );
}

/** Where the address names no broadcast. */
function Choose(): JSX.Element {
  const arcade = useArcade();
  const navigate = useNavigate();
  const [text, setText] = createSignal("");
  const go = (event: Event) => {
    event.preventDefault();
    const path = broadcastPath(text());
    if (!path) return;
    const base = arcade.href("/watch");
    navigate(`${base}${base.includes("?") ? "&" : "?"}name=${encodeURIComponent(path)}`);
  };
  return (
    <PlainPage title="Watch" home={arcade.href("/")}>
      <h1 class="page-title">Watch a broadcast</h1>
      <form class="watch-form" onSubmit={go}>
        <label class="field">
          <span class="field-label">Its name on the relay</span>
          <input
            class="text-field"
            name="name"
            autocomplete="off"
            placeholder="room/alice"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="submit" class="button button-primary">
            Watch it
          </button>
        </div>
      </form>
    </PlainPage>
  );
}

function Broadcast(props: { name: string }): JSX.Element {
  const arcade = useArcade();
  createTitle(() => props.name);

  const canvas = document.createElement("canvas");
  const watch = createClosing(makeWatch({ canvas, url: arcade.address().relay, name: props.name }));
  const status = createAccessor(watch.status);
  const stats = createAccessor(watch.stats);
  const offer = createAccessor(watch.offer);
  const unlocked = createAccessor(watch.unlocked);
  const settings = createAccessor(watch.settings);
  const volume = createVolume(watch);
  const [showStats, setShowStats] = createSignal(false);
  const togglePaused = () => watch.set({ paused: !settings().paused });
  const toggleStats = () => setShowStats((shown) => !shown);
  createShortcuts({ KeyK: togglePaused, KeyM: volume.toggleMuted, KeyI: toggleStats });

  const explanation = createMemo(() => {
    const { state, error } = status();
    if (state === "playing" || (state === "paused" && !error)) return undefined;
    return error ?? (state === "waiting" ? WAITING : undefined);
  });
  const latency = (): string => latencyValue(settings().latency);
  const hasSound = () => (offer()?.audio.length ?? 0) > 0;

  return (
    <Theatre
      title={props.name}
      home={arcade.href("/")}
      canvas={canvas}
      label={`The broadcast ${props.name}`}
      dim={status().state !== "playing" && status().state !== "paused"}
      tools={
        <>
          <PauseButton paused={settings().paused} onToggle={togglePaused} />
          <VolumeControl volume={volume} />
          <StatisticsButton shown={showStats()} onToggle={toggleStats} />
        </>
      }
      over={
        <>
          <Show when={explanation()}>
            <div class="console-ways" classList={{ "console-ways-late": status().state === "waiting" }}>
              <p aria-hidden="true">{explanation()}</p>
            </div>
          </Show>
          <Show when={status().state === "playing" && hasSound() && !unlocked() && !volume.muted()}>
            <SoundHint />
          </Show>
        </>
      }
      status={<StatusLine state={status().state} text={watchText(status())} />}
      choices={
        <>
          <ChoiceField
            label="Picture"
            value={settings().target.name ?? AUTOMATIC}
            choices={renditionChoices(offer())}
            onChoose={(name) => watch.set({ target: name === AUTOMATIC ? {} : { name } })}
          />
          <ChoiceField
            label="Delay"
            value={latency()}
            choices={LATENCIES}
            onChoose={(value) => watch.set({ latency: value === "real-time" ? value : Number(value) })}
          />
        </>
      }
      stats={
        <Show when={showStats() && stats()}>
          {(stats) => <WatchStatsLine stats={stats()} playing={offer()?.playing.video} />}
        </Show>
      }
    />
  );
}

function watchText({ state, error }: WatchStatus): string {
  return error ? `${TEXTS[state].replace(/…$/, "")}: ${error}` : TEXTS[state];
}

const latencyValue = (latency: Latency) => (typeof latency === "object" ? "real-time" : String(latency));

function renditionChoices(offer: Offer | undefined): { value: string; label: string }[] {
  const renditions = (offer?.video ?? []).map(({ name, width, height }) => ({
    value: name,
    label: width && height ? `${name} (${width} × ${height})` : name,
  }));
  return [{ value: AUTOMATIC, label: "what fits" }, ...renditions];
}
