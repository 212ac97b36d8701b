/** What the page and the client's Worker say to each other. */
import type { SinkHandle } from "../../watch/decode.ts";
import type { Prefixes } from "../name.ts";
import type { MachineRequest } from "../protocol/index.ts";
import type {
  ChatUpdate,
  ConnectionStatus,
  EmoteName,
  GameListing,
  GameStatus,
  KeptClip,
  ModeOutline,
  ModeRequest,
  PictureLook,
  PictureSize,
  PlaySample,
  PlayStats,
  PlayStatus,
  Stretch,
  WatchRole,
} from "../types.ts";
import type { TabViewer } from "./tab-viewer.ts";

/** Page to Worker. What is transferred belongs to the Worker from then on. */
export type ToClient =
  | { type: "connect"; relay: string; prefixes: Prefixes }
  /** The canvas is transferred. `play` is the page's number for it. */
  | { type: "watch"; play: number; name: string; role: WatchRole; canvas: OffscreenCanvas; tab: TabViewer }
  /** `atMs`: when it happened, in milliseconds since the epoch, by the page's monotonic clock. */
  | { type: "press"; play: number; button: string; down: boolean; atMs: number }
  | { type: "release-all"; play: number; atMs: number }
  | { type: "reset"; play: number }
  | { type: "request"; play: number; request: ModeRequest }
  | { type: "say"; play: number; text: string }
  | { type: "emote"; play: number; emote: EmoteName }
  | { type: "fast"; play: number; held: boolean }
  | { type: "slot"; play: number; request: MachineRequest }
  | { type: "display-name"; play: number; name: string }
  | { type: "look"; play: number; look: PictureLook }
  | { type: "visible"; play: number; visible: boolean }
  /** The port within, if there is one, is transferred. */
  | { type: "audio"; play: number; sink: SinkHandle }
  /** Answered with `kept` or `not-kept` of the same number, which is the page's. */
  | { type: "keep"; play: number; request: number; stretch: Stretch }
  | { type: "unwatch"; play: number }
  | { type: "close" };

/** Worker to page. */
export type FromClient =
  | { type: "connection"; status: ConnectionStatus }
  /** `more`: how many there are beyond those. */
  | { type: "games"; games: GameListing[]; more: number }
  /** To the relay and back; undefined while it is not known. */
  | { type: "round-trip"; ms: number | undefined }
  | { type: "status"; play: number; status: PlayStatus }
  | { type: "stats"; play: number; stats: PlayStats; sample: PlaySample }
  | { type: "game"; play: number; game: GameStatus | undefined }
  | { type: "mode-outline"; play: number; outline: ModeOutline }
  | { type: "chat"; play: number; chat: ChatUpdate }
  /** Which player this is, and in the session of which number; nobody without a session. */
  | { type: "viewer"; play: number; viewer: { player: string; session: number } | undefined }
  /** The size of the pictures that are shown from now on. */
  | { type: "picture"; play: number; picture: PictureSize }
  /** The file's buffer is transferred. */
  | { type: "kept"; play: number; request: number; clip: KeptClip }
  | { type: "not-kept"; play: number; request: number; error: string };
