import "../../ui/pages.css";
import { useSearchParams } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  onCleanup,
  Show,
  untrack,
} from "solid-js";
import { type Publishing, type PublishStatus, publish } from "../../publish/index.ts";
import {
  createFollowed,
  Notice,
  publishText,
  RenditionTable,
  ShareLink,
  StatusLine,
  suggestName,
} from "../../ui/index.ts";
import { checkPath, watchPath } from "../address.ts";
import { useArcade } from "../arcade.tsx";
import { createCapture } from "../capture.ts";
import { createClosing } from "../closing.ts";
import { Requires } from "../requires.tsx";
import { CaptureStage } from "./capture-stage.tsx";
import { PlainPage } from "./plain.tsx";

/** Shorter sides, in pixels, that can be offered beside the source's own. */
const SIZES = [720, 360, 180];

const FAILURES: Record<NonNullable<PublishStatus["reason"]>, string> = {
  name: "The broadcast needs another name",
  relay: "The relay cannot be reached",
  browser: "This browser cannot send",
  crashed: "Sending has failed",
};

/** Sends a camera, a screen or a file. */
export function PublishPage(): JSX.Element {
  const arcade = useArcade();
  return (
    <PlainPage title="Send a broadcast" home={arcade.href("/")}>
      <h1 class="page-title">Send a broadcast</h1>
      <Requires to="publish">
        <Sending />
      </Requires>
    </PlainPage>
  );
}

function Sending(): JSX.Element {
  const [search] = useSearchParams<{ name: string }>();
  const arcade = useArcade();
  const capture = createCapture();
  const [name, setName] = createSignal(typeof search.name === "string" ? search.name : suggestName("live"));
  const [sizes, setSizes] = createSignal<readonly number[]>([360, 180]);
  const [muted, setMuted] = createSignal(false);
  // Each start is a broadcast of its own.
  const [started, setStarted] = createSignal<{ name: string }>();
  const [failure, setFailure] = createSignal<PublishStatus>();

  const publishing = createMemo(() => {
    const live = started();
    if (!live) return undefined;
    const { relay } = arcade.address();
    return untrack(() => createClosing(publish({ relay, name: live.name, sizes: sizes(), muted: muted() })));
  });
  const status = createFollowed(() => publishing()?.status);
  createEffect(() => publishing()?.setVideo(capture.videoTrack()));
  createEffect(() => publishing()?.setAudio(capture.audioTrack()));
  createEffect(() => publishing()?.setMuted(muted()));
  createEffect(() => publishing()?.setSizes(sizes()));
  createEffect(() => {
    const now = status();
    if (now?.state !== "failed") return;
    setFailure(now);
    setStarted(undefined);
  });
  // The broadcast ends for everybody when this page goes: nobody should do that by a slip.
  createEffect(() => {
    if (!started()) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    onCleanup(() => window.removeEventListener("beforeunload", warn));
  });
  const stats = createFollowed(() => publishing()?.stats);
  const isWatched = createMemo(() => stats()?.renditions.some(({ watched }) => watched) ?? false);
  const text = () => {
    const now = status();
    return now ? publishText(now, isWatched()) : "Not live";
  };

  return (
    <div class="sending">
      <CaptureStage
        capture={capture}
        strip={
          <>
            <StatusLine state={status()?.state ?? "ended"} text={text()} />
            <MuteKey isMuted={muted()} onMuted={setMuted} disabled={!capture.audioTrack()} />
          </>
        }
      />
      <aside class="sending-desk" aria-label="The broadcast">
        <Show
          when={publishing()}
          fallback={
            <>
              <Show when={failure()}>
                {(status) => (
                  <Notice tone="error" title={FAILURES[status().reason ?? "crashed"]} text={status().error} />
                )}
              </Show>
              <Form
                name={name()}
                onName={setName}
                sizes={sizes()}
                onSizes={setSizes}
                hasSource={capture.videoTrack() !== undefined || capture.audioTrack() !== undefined}
                onStart={() => {
                  setFailure(undefined);
                  setStarted({ name: name() });
                }}
              />
            </>
          }
        >
          {(publishing) => (
            <Live
              publishing={publishing()}
              sizes={sizes()}
              onSizes={setSizes}
              onStop={() => setStarted(undefined)}
            />
          )}
        </Show>
      </aside>
    </div>
  );
}

/** Sends silence while it is down. */
function MuteKey(props: {
  isMuted: boolean;
  onMuted: (isMuted: boolean) => void;
  disabled: boolean;
}): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label="Mute"
      aria-pressed={props.isMuted}
      title={props.isMuted ? "Silence is sent" : "Mute"}
      disabled={props.disabled}
      onClick={() => props.onMuted(!props.isMuted)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <path d="M6 4a2 2 0 0 1 4 0v4a2 2 0 0 1-4 0z" />
        <path class="icon-line" d="M3.500 7.500a4.500 4.500 0 0 0 9 0M8 12v2.500" />
        <Show when={props.isMuted}>
          <path class="icon-line" d="M2 2l12 12" />
        </Show>
      </svg>
    </button>
  );
}

function Form(props: {
  name: string;
  onName: (name: string) => void;
  sizes: readonly number[];
  onSizes: (sizes: readonly number[]) => void;
  hasSource: boolean;
  onStart: () => void;
}): JSX.Element {
  const id = createUniqueId();
  const wrong = () => checkPath(props.name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!wrong() && props.hasSource) props.onStart();
  };
  return (
    <form class="sending-form" onSubmit={submit} noValidate>
      <div class="field">
        <label class="field-label" for={id}>
          Name it
        </label>
        <input
          id={id}
          class="text-field"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={props.name}
          aria-invalid={wrong() !== undefined}
          aria-describedby={`${id}-problem`}
          onInput={(event) => props.onName(event.currentTarget.value)}
        />
        <p class="problem field-problem" id={`${id}-problem`} aria-live="polite">
          {wrong() ?? ""}
        </p>
      </div>
      <Sizes sizes={props.sizes} onSizes={props.onSizes} />
      <button type="submit" class="button button-primary" disabled={!props.hasSource}>
        Go live
      </button>
    </form>
  );
}

/** Which smaller sizes are offered beside the source's own. */
function Sizes(props: {
  sizes: readonly number[];
  onSizes: (sizes: readonly number[]) => void;
}): JSX.Element {
  const toggle = (size: number, isWanted: boolean) =>
    props.onSizes(SIZES.filter((other) => (other === size ? isWanted : props.sizes.includes(other))));
  return (
    <fieldset>
      <legend class="field-label">Smaller sizes for slower viewers</legend>
      <div class="sending-choices">
        <For each={SIZES}>
          {(size) => (
            <label class="sending-choice">
              <input
                type="checkbox"
                checked={props.sizes.includes(size)}
                onChange={(event) => toggle(size, event.currentTarget.checked)}
              />
              {size}p
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** A broadcast that goes out. */
function Live(props: {
  publishing: Publishing;
  sizes: readonly number[];
  onSizes: (sizes: readonly number[]) => void;
  onStop: () => void;
}): JSX.Element {
  const arcade = useArcade();
  const status = createFollowed(() => props.publishing.status);
  const stats = createFollowed(() => props.publishing.stats);
  const problem = createFollowed(() => props.publishing.problem);
  const gone = createMemo(() => (status()?.state === "live" ? undefined : status()?.error));
  const path = () => arcade.href(watchPath(props.publishing.name));

  return (
    <>
      <h2 class="sending-name">{props.publishing.name}</h2>
      <Show when={gone()}>
        {(error) => (
          <Notice tone="error" title="The relay does not answer" text={error()}>
            <p>The page keeps trying, and goes on where it was.</p>
          </Notice>
        )}
      </Show>
      <Show when={problem()}>
        {(problem) => (
          <Notice
            tone="error"
            title={problem().of === "video" ? "The picture is not sent" : "The sound is not sent"}
            text={problem().text}
          />
        )}
      </Show>
      <ShareLink url={new URL(path(), location.origin).href} label="Send this to whoever should watch" />
      <RenditionTable renditions={stats()?.renditions ?? []} />
      <Sizes sizes={props.sizes} onSizes={props.onSizes} />
      <div class="actions">
        <button type="button" class="button" onClick={() => props.onStop()}>
          Stop
        </button>
        <a class="button" href={path()} target="_blank" rel="noopener">
          Watch it
        </a>
      </div>
    </>
  );
}
