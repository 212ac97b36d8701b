/** What the page and the watcher's Worker say to each other. */
import type { SinkHandle } from "../audio/sink.ts";
import type { Offer } from "../offer.ts";
import type { PlaybackSettings } from "../playback.ts";
import type { WatchStats, WatchStatus } from "../types.ts";

/** What is watched, and where. */
export interface Source {
  /** The relay's address. */
  url: string | undefined;
  /** The broadcast's path on the relay. */
  name: string;
  /** Whether it is waited for again once it has ended. */
  reload: boolean;
}

export interface WatcherSettings extends PlaybackSettings {
  /** Nothing is downloaded but a first picture. */
  paused: boolean;
}

/** Page to Worker. What is transferred belongs to the Worker from then on. */
export type ToWatcher =
  /** The first message, and the only one of its kind. The canvas is transferred. */
  | { type: "open"; source: Source; settings: WatcherSettings; canvas?: OffscreenCanvas }
  | { type: "source"; source: Source }
  | { type: "settings"; settings: Partial<WatcherSettings> }
  /** The port within, if there is one, is transferred. */
  | { type: "audio"; sink: SinkHandle }
  | { type: "reset" }
  /** The Worker ends itself. */
  | { type: "close" };

/** Worker to page. */
export type FromWatcher =
  | { type: "status"; status: WatchStatus }
  | { type: "stats"; stats: WatchStats }
  | { type: "offer"; offer: Offer | undefined };
