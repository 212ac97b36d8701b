/** How loud it is, kept from one visit to the next. */
import { type Accessor, createRenderEffect, createSignal } from "solid-js";
import { pageStorage } from "./storage.ts";

/** What makes the sound: a `Play` or a `Hosting` is one. */
export interface VolumeSink {
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
}

export interface Volume {
  /** 0 to 1. */
  volume: Accessor<number>;
  muted: Accessor<boolean>;
  /** Turning it up also unmutes. */
  setVolume(volume: number): void;
  toggleMuted(): void;
}

/** Where it is kept. */
export type VolumeStorage = Pick<Storage, "getItem" | "setItem">;

const KEY = "moq-arcade.volume";
const DEFAULTS = { volume: 0.7, muted: false };

/** Keeps it for as long as the page lives, so that each visit begins alike. */
export function makeVolumeMemory(first: { muted: boolean }): VolumeStorage {
  let kept = JSON.stringify({ ...DEFAULTS, ...first });
  return {
    getItem: () => kept,
    setItem(_, next) {
      kept = next;
    },
  };
}

function load(storage: VolumeStorage | undefined): { volume: number; muted: boolean } {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return DEFAULTS;
    const { volume, muted } = kept as Record<string, unknown>;
    return {
      volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : DEFAULTS.volume,
      muted: typeof muted === "boolean" ? muted : DEFAULTS.muted,
    };
  } catch {
    return DEFAULTS;
  }
}

/** Reads what is kept, tells the sink, and keeps each change. */
export function createVolume(sink: VolumeSink, storage: VolumeStorage | undefined = pageStorage()): Volume {
  const kept = load(storage);
  const [volume, setVolume] = createSignal(kept.volume);
  const [muted, setMuted] = createSignal(kept.muted);
  const keep = () => {
    try {
      storage?.setItem(KEY, JSON.stringify({ volume: volume(), muted: muted() }));
    } catch {
      // Full or forbidden: it is only a convenience.
    }
  };
  createRenderEffect(() => sink.setVolume(volume()));
  createRenderEffect(() => sink.setMuted(muted()));
  return {
    volume,
    muted,
    setVolume(next) {
      setVolume(Math.min(1, Math.max(0, next)));
      if (next > 0) setMuted(false);
      keep();
    },
    toggleMuted() {
      setMuted((muted) => !muted);
      keep();
    },
  };
}
