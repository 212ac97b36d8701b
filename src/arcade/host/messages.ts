/** What the page and the host's Worker say to each other. */
import type { PaletteName } from "../../../emulator/index.ts";
import type { SinkHandle } from "../../watch/decode.ts";
import type {
  ChatUpdate,
  EmoteName,
  HostSample,
  HostStats,
  HostStatus,
  ModeRequest,
  ModeSettings,
  ModeStatus,
  Permission,
  PictureSize,
  Player,
  SlotsView,
} from "../types.ts";

/** Page to Worker. What is transferred belongs to the Worker from then on. */
export type ToHost =
  | {
      type: "start";
      relay: string;
      prefix: string;
      name: string;
      /** Transferred. */
      rom: ArrayBuffer;
      opposites: boolean;
      palette: PaletteName;
      /** Anarchy where there is none. */
      mode?: ModeSettings;
      allowed: readonly Permission[];
      /** What it is called where it is offered again; its cartridge's title where there is none. */
      title?: string;
      /** When a game that goes on was begun. */
      startedAtMs?: number;
      /** Transferred. Where the game begins, if not with power-on: the file form of a state of this ROM. */
      state?: ArrayBuffer;
      chat: boolean;
      /** Transferred. */
      canvas: OffscreenCanvas;
    }
  | { type: "press"; button: string; down: boolean }
  | { type: "release-all" }
  | { type: "reset" }
  | { type: "hold"; held: boolean }
  | { type: "fast"; held: boolean }
  | { type: "allow"; allowed: readonly Permission[] }
  | { type: "save-slot" | "load-slot"; slot: number }
  | { type: "undo-slot" }
  | { type: "mute"; player: string; muted: boolean }
  | { type: "remove"; player: string }
  /** The game is kept as it is, for when this page is gone. */
  | { type: "keep" }
  | { type: "palette"; palette: PaletteName }
  | { type: "request"; request: ModeRequest }
  | { type: "mode"; settings: ModeSettings }
  | { type: "say"; text: string }
  | { type: "emote"; emote: EmoteName }
  | { type: "chat"; on: boolean }
  | { type: "mute-chat"; id: string; muted: boolean }
  /** The port within, if there is one, is transferred. */
  | { type: "audio"; sink: SinkHandle }
  | { type: "close" };

/** Worker to page. */
export type FromHost =
  | { type: "status"; status: HostStatus }
  | { type: "stats"; stats: HostStats; sample: HostSample }
  | { type: "players"; players: Player[] }
  | { type: "chat"; chat: ChatUpdate }
  /** Told when it changes; anarchy at first. */
  | { type: "mode"; mode: ModeStatus }
  /** Of the game, before its status is `live`. `picture`: its size in its own pixels. */
  | { type: "title"; title: string; sampleRate: number; picture: PictureSize; console: string }
  /** When the game begins, and at each change. */
  | { type: "slots"; view: SlotsView }
  /** All is closed: the Worker can go. */
  | { type: "closed" };
