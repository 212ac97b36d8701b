/** A source that is opened once: when it has ended, another is made. */
import { Signal } from "@moq/signals";
import { explainFailure, type Source, type SourceKind, type SourceState } from "./source.ts";

/** What was opened. */
export interface Opened {
  label: string;
  /** Each is stopped with the source. */
  tracks: readonly MediaStreamTrack[];
  /** What is to be told when the tracks end by themselves: a sentence. */
  ended: string;
  /** Ends what the tracks come from. */
  release?(): void;
}

/** A source of what `open` gives. One that is closed meanwhile lets it go. */
export function makeOnce(kind: SourceKind, open: () => Promise<Opened>): Source {
  const state = new Signal<SourceState>({ state: "starting" });
  const video = new Signal<MediaStreamTrack | undefined>(undefined);
  const audio = new Signal<MediaStreamTrack | undefined>(undefined);
  let closed = false;
  let release = () => {};

  const end = (next: SourceState) => {
    if (closed) return;
    closed = true;
    release();
    video.set(undefined);
    audio.set(undefined);
    state.set(next);
  };

  const run = async () => {
    const opened = await open();
    release = () => {
      for (const track of opened.tracks) track.stop();
      opened.release?.();
    };
    if (closed) {
      release();
      return;
    }
    const find = (wanted: string) => opened.tracks.find((track) => track.kind === wanted);
    for (const track of opened.tracks) {
      // Sound may end before the pictures do.
      const isMain = track === (find("video") ?? track);
      track.addEventListener("ended", () => {
        if (isMain) end({ state: "ended", error: opened.ended });
        else if (!closed) audio.set(undefined);
      });
    }
    video.set(find("video"));
    audio.set(find("audio"));
    state.set({ state: "live", label: opened.label });
  };
  run().catch((error: unknown) => end(explainFailure(kind, error)));

  return { kind, state, video, audio, close: () => end({ state: "ended", error: "" }) };
}
