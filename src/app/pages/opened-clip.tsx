import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { type ClipAbout, type ClipPlayback, openClip } from "../../arcade/index.ts";
import {
  CARTRIDGE_MAX_BYTES,
  ChoiceField,
  ClipMarks,
  ClipRoom,
  ClipTimeline,
  createAccessor,
  createAudioUnlock,
  createVolume,
  DivergencePanel,
  FileDrop,
  FrameButtons,
  inWords,
  makeCanvas,
  Notice,
  PadGlyph,
  SoundHint,
  StatusLine,
  VolumeControl,
} from "../../ui/index.ts";
import { useArcade } from "../arcade.tsx";
import { createClosing } from "../closing.ts";
import { type KeptPalette, PaletteChooser } from "../palette.tsx";
import { aboutOf, type FoundRom, findRom } from "../roms.ts";
import { createShortcuts } from "../shortcuts.ts";
import { createTitle } from "../title.ts";
import type { ClipFile, GameFromClip } from "./clip.tsx";
import { PlainPage } from "./plain.tsx";
import { PlayOn } from "./play-on.tsx";

const SPEEDS = [
  { value: "0.5", label: "half" },
  { value: "1", label: "its own" },
  { value: "2", label: "double" },
  { value: "4", label: "fourfold" },
];

/** What is stepped to in no time. */
const NEAR_FRAMES = 120;

export interface OpenedClipProps {
  file: ClipFile;
  /** What a game without colour of its own is shown in. */
  palette: KeptPalette;
  /** It is of no use; with a sentence, if there is one to say. */
  onFail: (problem?: string) => void;
  onPlayOn: (game: GameFromClip) => void;
}

/** A clip that has been opened: its cartridge is looked for, or asked for, and then it plays. */
export function OpenedClip(props: OpenedClipProps): JSX.Element {
  const arcade = useArcade();
  const canvas = makeCanvas();
  const { bytes, from = 0, rom: known } = props.file;
  const clip = createClosing(openClip({ file: bytes, canvas }));
  const status = createAccessor(clip.status);
  const about = createAccessor(clip.about);
  const [isSearching, setSearching] = createSignal(true);
  let rom: Uint8Array | undefined;
  let found: FoundRom | undefined;
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });

  const insert = (bytes: Uint8Array) => {
    rom = bytes;
    clip.insert(bytes);
  };

  // Once, when it is known which cartridge it is of.
  createEffect(
    on(about, async (about) => {
      if (!about) return;
      found = await findRom(about.romHash);
      if (isGone) return;
      setSearching(false);
      const inserted = found?.rom ?? known;
      if (inserted) insert(inserted);
    }),
  );

  const state = createMemo(() => status().state);
  createEffect(
    on(state, (state) => {
      if (state === "failed") props.onFail(status().error);
      if (state !== "ready") return;
      if (from > 0) clip.seek(from);
      else clip.play();
    }),
  );

  const playOn = async (name: string) => {
    const { state, frame } = await clip.saveState();
    if (isGone || !rom) return;
    props.onPlayOn({ name, rom, state, frame, ...aboutOf(found?.game) });
  };

  const isAsking = () => state() === "needs-rom" && !isSearching() && !(found || known);
  return (
    <Show
      when={state() === "ready" && about()}
      fallback={
        <PlainPage title="Watch a clip" home={arcade.href("/")}>
          <h1 class="page-title">Watch a clip</h1>
          <Show when={isAsking()} fallback={<Notice title="Opening the clip…" />}>
            <Show
              when={status().error}
              fallback={
                <Notice
                  title={`This clip is of “${about()?.title}”`}
                  text="A clip holds what was pressed, and not the game, which is none of those that come with the app. Choose the file of the game that was played."
                />
              }
            >
              {(text) => <Notice tone="error" title="That is not the game" text={text()} />}
            </Show>
            <FileDrop
              title={about()?.title ?? ""}
              text="Drop this game's .gb, .gbc or .nes file here, or choose it."
              accept=".gb,.gbc,.nes"
              maxBytes={CARTRIDGE_MAX_BYTES}
              onFile={insert}
            />
            <div class="actions">
              <button type="button" class="button" onClick={() => props.onFail()}>
                Choose another clip
              </button>
            </div>
          </Show>
        </PlainPage>
      }
    >
      {(about) => (
        <Room
          clip={clip}
          canvas={canvas}
          palette={props.palette}
          about={about()}
          title={found?.game.title ?? about().title}
          onLeave={() => props.onFail()}
          onPlayOn={playOn}
        />
      )}
    </Show>
  );
}

/** What plays. */
function Room(props: {
  clip: ClipPlayback;
  canvas: HTMLCanvasElement;
  palette: KeptPalette;
  about: ClipAbout;
  title: string;
  onLeave: () => void;
  onPlayOn: (name: string) => Promise<void>;
}): JSX.Element {
  const arcade = useArcade();
  const { clip } = props;
  const status = createAccessor(clip.status);
  const picture = createAccessor(clip.picture);
  const position = createAccessor(clip.position);
  const divergence = createAccessor(clip.divergence);
  const volume = createVolume(clip);
  const unlocked = createAudioUnlock(() => clip.unlockAudio());
  const [speed, setSpeed] = createSignal("1");
  createEffect(() => clip.setPalette(props.palette.name()));
  createTitle(() => `${props.title} (clip)`);

  const toggle = () => (position().playing ? clip.pause() : clip.play());
  createShortcuts({
    KeyK: toggle,
    KeyM: volume.toggleMuted,
    Comma: () => clip.step(-1),
    Period: () => clip.step(1),
  });

  // Written where it differs, not at each position.
  const buttons = createMemo(() => position().buttons, undefined, {
    equals: (a, b) => a.join() === b.join(),
  });
  const text = createMemo(() => {
    const { playing, verified, frame, target } = position();
    const error = status().error ?? divergence()?.text;
    if (error) return error;
    // Where it is near, it is there before this could be read.
    if (target !== undefined && Math.abs(target - frame) > NEAR_FRAMES) return "On the way there…";
    if (verified && frame === props.about.frames) return "The end: every frame was as it was recorded";
    return playing ? "Playing" : "Paused";
  });
  const seconds = () => props.about.frames / props.about.framesPerSecond;

  return (
    <ClipRoom
      title={props.title}
      home={arcade.href("/")}
      canvas={props.canvas}
      size={picture()}
      tools={<VolumeControl volume={volume} />}
      over={
        <Show when={position().playing && speed() === "1" && !unlocked() && !volume.muted()}>
          <SoundHint />
        </Show>
      }
      status={
        <StatusLine
          state={divergence() ? "failed" : position().playing ? "playing" : "paused"}
          text={text()}
        />
      }
      held={
        <span role="img" aria-label={`Held: ${buttons().join(", ") || "nothing"}`}>
          <PadGlyph buttons={buttons()} />
        </span>
      }
      controls={
        <>
          <ClipTimeline
            frame={position().target ?? position().frame}
            frames={props.about.frames}
            framesPerSecond={props.about.framesPerSecond}
            marks={props.about.marks}
            divergence={divergence()?.frame}
            onSeek={(frame, held) => clip.seek(frame, held)}
          />
          <div class="clip-buttons">
            <FrameButtons paused={!position().playing} onToggle={toggle} onStep={(by) => clip.step(by)} />
            <ChoiceField
              label="Speed"
              value={speed()}
              choices={SPEEDS}
              onChoose={(value) => {
                setSpeed(value);
                clip.setSpeed(Number(value));
              }}
            />
          </div>
        </>
      }
      desk={
        <>
          <Show when={divergence()}>
            {(divergence) => (
              <DivergencePanel
                divergence={divergence()}
                onGo={(frame) => {
                  clip.pause();
                  clip.seek(frame);
                }}
              />
            )}
          </Show>
          <PlayOn title={props.title} onPlayOn={props.onPlayOn} />
          <section class="play-on">
            <h2 class="section-title">This clip</h2>
            <dl class="clip-facts">
              <dt>Length</dt>
              <dd>{inWords(seconds())}</dd>
              <dt>Begins</dt>
              <dd>{props.about.start === "power-on" ? "with power-on" : "in the middle of a game"}</dd>
              <Show when={props.about.recordedAtMs}>
                {(ms) => (
                  <>
                    <dt>Kept</dt>
                    <dd>{new Date(ms()).toLocaleString()}</dd>
                  </>
                )}
              </Show>
            </dl>
            <Show when={props.about.marks.length > 0}>
              <ClipMarks
                marks={props.about.marks}
                framesPerSecond={props.about.framesPerSecond}
                onGo={(frame) => clip.seek(frame)}
              />
            </Show>
            <Show when={props.about.console === "dmg"}>
              <PaletteChooser palette={props.palette} text="Here alone: the clip stays as it is." />
            </Show>
            <button type="button" class="button" onClick={() => props.onLeave()}>
              Choose another clip
            </button>
          </section>
        </>
      }
    />
  );
}
