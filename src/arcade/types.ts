/**
 * What the page knows of a game, as plain values: each crosses from a Worker as one message a change.
 */
import type { Getter } from "@moq/signals";
import type { PaletteName } from "../../emulator/index.ts";
import type { Talk } from "./chat/types.ts";
import type { ModeRequest, ModeSettings, ModeStatus } from "./modes/types.ts";
import type { Permission } from "./permissions.ts";
import type { HostFigure, Measured, PlayFigure } from "./statistics/types.ts";

export type * from "./chat/types.ts";
export type { ModeRequest, ModeSettings, ModeStatus, SeatStatus } from "./modes/types.ts";
export type { Permission } from "./permissions.ts";
export type * from "./statistics/types.ts";

/** The connection to the relay. */
export interface ConnectionStatus {
  state: "connecting" | "connected" | "lost";
  /** What went wrong, as a sentence, if something did. */
  error?: string;
}

/** A game that is announced. */
export interface GameListing {
  /** Its name: one part of a path, unique on the relay. Text from the network. */
  name: string;
}

/** How a game that is watched fares. */
export type PlayState =
  /** No session with the relay yet. */
  | "connecting"
  /** A session, but nobody hosts the game, or it has shown no picture yet. */
  | "waiting"
  /** Pictures come. */
  | "playing"
  /** The host has paused: it says so, or nobody watches. */
  | "paused"
  /** It was there, and is gone: the host has ended it, or the relay is lost. */
  | "lost"
  /** It cannot be played here; `error` says why. */
  | "failed";

export interface PlayStatus {
  state: PlayState;
  /** A sentence for people, where there is something to say. */
  error?: string;
}

/** Figures of a game that is watched, about four times a second while there is anything new. */
export interface PlayStats {
  /** Pictures shown in the last second. */
  framesPerSecond: number;
  /** Pictures shown since the first. */
  framesShown: number;
  /** Input to picture, in milliseconds: the newest measurements, oldest first, at most 256. */
  inputLatencyMs: number[];
  /** Video: how long frames wait to even out their arrival, in milliseconds. */
  jitterMs: number;
  /** Audio: what is buffered now, in milliseconds. */
  audioBufferMs: number;
  /** Audio: times that the sound ran dry. */
  audioUnderruns: number;
  /** From `watch()` to the first picture, in milliseconds. */
  firstPictureMs?: number;
}

/** Who plays, as the host says it. */
export interface Player {
  id: string;
  /** What the player calls itself. Text from the network, cleaned. */
  name?: string;
  /** From input to picture, as the player measures it, in milliseconds. */
  latencyMs?: number;
  /** The host has muted the player: what it holds does not count. */
  muted?: boolean;
  /** The buttons this player holds. */
  buttons: string[];
  /** Of them, or in the player's name, what reaches the game; all of them where it is not told. */
  counted?: string[];
  /** The button that the player votes for, where votes are counted. */
  vote?: string;
}

/** What the host says of the game. */
export interface GameStatus {
  /** The buttons that are down, whoever holds them. */
  buttons: string[];
  paused: boolean;
  players: Player[];
  /** How they share the controller, if the host says so. */
  mode?: ModeStatus;
  /** A sentence from the host, while it has something to say. Text from the network. */
  notice?: string;
  /** From the host to the relay and back, in milliseconds, if the host says so. */
  roundTripMs?: number;
  /** Whether it was the host who paused, rather than want of viewers. */
  isHeld: boolean;
  /** How many times as fast the game runs. */
  speed: number;
  /** What every viewer may do. */
  allowed: readonly Permission[];
  /** Where viewers may load them: when each slot was saved, in milliseconds since the epoch; null where it is empty. */
  slots?: readonly (number | null)[];
  /** Those who are not listened to any more, by their ids. */
  removed: readonly string[];
  /** Where the game has no colours of its own: the four that it is shown in, as 0xRRGGBB, the lightest first. */
  palette?: readonly number[];
}

/** Of how the controller is shared, what can be known before all that a host tells has been read: what takes room. */
export interface ModeOutline {
  /** Not there where the host says nothing of it. */
  type?: ModeStatus["type"];
  /** How many there are. */
  seats?: number;
}

/** What somebody likes a game to look like, for himself alone. */
export interface PictureLook {
  /** A palette's name, for games without colours of their own; an empty one: as the host has it. */
  palette: string;
  /** Whether each picture is blended with the one before, as on a slow LCD. */
  ghosting: boolean;
}

/** What can be kept of a game: the last half minute, or all of it since it was switched on. */
export type Stretch = "last" | "session";

/** A stretch of a game as a file (docs/clips.md). */
export interface KeptClip {
  /** The file. The receiver's own. */
  file: Uint8Array<ArrayBuffer>;
  /** What to call it: `{title}-{date}.mqclip`. */
  name: string;
  /** Frames in it. Of the last half minute some seconds more than that, where it has to begin earlier. */
  frames: number;
  /** The same in seconds of the game. */
  seconds: number;
}

/** How large a picture is, in its own pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** A game that is watched and played. Made by `ArcadeClient.watch`; whoever made it closes it. */
export interface Play extends Talk, Measured<PlayFigure> {
  readonly name: string;
  readonly status: Getter<PlayStatus>;
  readonly stats: Getter<PlayStats>;
  readonly game: Getter<GameStatus | undefined>;
  /** Comes before `game`, and with the first picture or soon after it, for the room that is left; is not told any more once that is there. */
  readonly modeOutline: Getter<ModeOutline | undefined>;
  /** The picture's size, once one has been shown. */
  readonly picture: Getter<PictureSize | undefined>;
  /** This viewer's id among the players, once it has one. */
  readonly viewerId: Getter<string | undefined>;
  /** Holds or lets go of a button, by its name: up, down, left, right, a, b, start, select. */
  press(button: string, down: boolean): void;
  /** Lets go of everything (the window lost its focus). */
  releaseAll(): void;
  /** Asks for the baton, for a seat, or gives it back; the host may refuse without a word. */
  request(request: ModeRequest): void;
  /** Starts the machine anew, for everybody, where viewers may. */
  reset(): void;
  /** Where viewers may: goes fast while it is held. */
  fastForward(held: boolean): void;
  /** Where viewers may: saves the game into one of the host's slots. */
  saveSlot(slot: number): void;
  /** Where viewers may: goes on from one of the host's slots, for everybody. */
  loadSlot(slot: number): void;
  /** What this viewer is called among the players; by its id where that is no name. */
  setDisplayName(name: string): void;
  /** A stretch of the game as a file. Rejects with a sentence on why there is none. */
  keep(stretch: Stretch): Promise<KeptClip>;
  /** Whether the game is seen, as it is at first: while it is not, neither picture nor sound is downloaded. */
  setVisible(visible: boolean): void;
  /** What the pictures look like here, from the next one on. */
  setLook(look: PictureLook): void;
  /** Must be called from a gesture the first time: browsers start no sound without one. */
  unlockAudio(): Promise<void>;
  /** 0 to 1. */
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** Idempotent. */
  close(): void;
}

export interface WatchOptions {
  /** Where the picture goes: transferred to the Worker, so a canvas serves once. It gets the size of the picture. */
  canvas: HTMLCanvasElement;
  role: WatchRole;
}

export type WatchRole =
  /** Plays: picture, sound and input. */
  | "player"
  /** Watches, and is no player: picture and sound. */
  | "watcher"
  /** Looks on from the lobby: the picture alone. `Play.game` is told when the number of players, the mode or the distance changes, and not for each press. */
  | "thumbnail";

/** One connection to a relay, in a Worker of its own, for the lobby and every game that is watched. */
export interface ArcadeClient {
  readonly relay: URL;
  readonly connection: Getter<ConnectionStatus>;
  /** The games there are, by name; new ones appear while one looks. */
  readonly games: Getter<GameListing[]>;
  /** How many games there are beyond those in `games`, which has the first 2,000. */
  readonly unlistedGames: Getter<number>;
  /** From here to the relay and back, in milliseconds, while that is known. */
  readonly roundTripMs: Getter<number | undefined>;
  watch(name: string, options: WatchOptions): Play;
  /** Idempotent. */
  close(): void;
}

/** How hosting fares. */
export interface HostStatus {
  state:
    | "starting"
    | "live"
    /** It goes on, and the relay tells nobody of it. */
    | "unseen"
    | "paused"
    | "reconnecting"
    | "failed"
    | "ended";
  /** A sentence for people, where there is something to say. */
  error?: string;
  /** Whether it was the host who paused. */
  isHeld?: boolean;
  /** What failed, where it did: for a page that wants to offer a way out. */
  reason?: "rom" | "state" | "name" | "relay" | "browser" | "crashed";
}

/** Figures of a game that is hosted, about four times a second. */
export interface HostStats {
  framesPerSecond: number;
  /** Mean time to emulate a frame, in milliseconds. */
  emulationMs: number;
  /** Mean time from handing a picture to the encoder to its bytes, in milliseconds. */
  encodeMs: number;
  viewers: number;
  /** Which renditions somebody is subscribed to, and so are encoded. */
  encoding: string[];
  /** Bits a second of pictures and sound that are published: once, however many watch. */
  uploadBitsPerSecond: number;
  /** Commands dropped because they were not valid, or ask for what viewers may not. */
  droppedCommands: number;
}

/** A picture that was kept. */
export interface SavedPicture {
  width: number;
  height: number;
  /** Row by row, opaque. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** What a host keeps of a game, as its page shows it. */
export interface SlotsView {
  /** One for each slot; null where it is empty. */
  slots: readonly ({ savedAtMs: number; picture: SavedPicture } | null)[];
  /** What can be taken back: what was saved over, or the game that was left for a slot. */
  undo?: { type: "save" | "load"; slot: number };
  /** Why what was asked for last was not done, as a sentence. */
  problem?: string;
}

/** A game that was hosted here, as it was last. */
export interface ResumableGame {
  romHash: string;
  /** What it was called on the relay. */
  name: string;
  title: string;
  opposites: boolean;
  /** What every viewer might do. */
  allowed: Permission[];
  /** How the players shared the controller. */
  mode: ModeSettings;
  /** Milliseconds since the epoch. A game that goes on has the same as before. */
  startedAtMs: number;
  savedAtMs: number;
  /** The file form of a state. */
  state: Uint8Array<ArrayBuffer>;
  picture: SavedPicture;
}

/** A game hosted in a Worker of this page. Made by `host()`; whoever made it closes it. */
export interface Hosting extends Talk, Measured<HostFigure> {
  readonly name: string;
  readonly status: Getter<HostStatus>;
  readonly stats: Getter<HostStats>;
  readonly players: Getter<Player[]>;
  /** The cartridge's title, once it has been read. */
  readonly title: Getter<string | undefined>;
  /** Which console plays it, once that is known: `dmg`, the one without colours of its own, or `cgb`. */
  readonly console: Getter<string | undefined>;
  /** How the players share the controller. */
  readonly mode: Getter<ModeStatus>;
  /** The picture's size, once it is known. */
  readonly picture: Getter<PictureSize | undefined>;
  press(button: string, down: boolean): void;
  releaseAll(): void;
  /** As a player: asks for the baton, for a seat, or gives it back. */
  request(request: ModeRequest): void;
  /** Whether viewers can chat. Turned off, what was said is gone. */
  setChat(on: boolean): void;
  /** Whether a viewer, by its id, can chat; what one who is muted has said is gone. */
  muteChat(id: string, muted: boolean): void;
  /** Shares the controller in another way from the next frame on. What the way before began is over. */
  setMode(settings: ModeSettings): void;
  /** The slots of this game, once they are known. */
  readonly slots: Getter<SlotsView | undefined>;
  reset(): void;
  /** Stops the game for everybody, or lets it go on. */
  setHeld(held: boolean): void;
  /** Goes fast while it is held. */
  fastForward(held: boolean): void;
  /** What every viewer may do, from now on. */
  setAllowed(allowed: readonly Permission[]): void;
  saveSlot(slot: number): void;
  /** Goes on from a slot, for everybody. */
  loadSlot(slot: number): void;
  /** Takes the last save or load back. */
  undoSlot(): void;
  /** What a player holds and asks for counts no more, or counts again. */
  mute(id: string, muted: boolean): void;
  /** A player is not listened to any more. */
  remove(id: string): void;
  /** Keeps the game as it is now, for when this page is gone. */
  keep(): void;
  /** What a console without colours of its own is shown in, here and to all viewers, from the next frame on. */
  setPalette(palette: PaletteName): void;
  unlockAudio(): Promise<void>;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** Ends the game for everybody. Idempotent. */
  close(): void;
}

export interface HostOptions {
  /** Where games are on the relay; see `DEFAULT_PREFIX`. */
  prefix?: string;
  relay: URL;
  name: string;
  /** The cartridge: copied to the Worker. */
  rom: Uint8Array;
  /** Where the game begins, if not with power-on: the file form of a state of this cartridge (docs/core-abi.md). Copied. */
  state?: Uint8Array;
  /**
   * Whether left and right, or up and down, may be held at once. A real pad cannot do it and many games fail
   * on it, so both are let go by default; a game that is made for many hands may want them.
   */
  opposites?: boolean;
  /** What a console without colours of its own is shown in, here and to all viewers. Default `grey`. */
  palette?: PaletteName;
  /** How the players share the controller at first: anarchy by default. */
  mode?: ModeSettings;
  /** Whether viewers can chat at first, as they can by default. */
  chat?: boolean;
  /** What every viewer may do at first: nothing by default. */
  allowed?: readonly Permission[];
  /** What the game is called where it is offered again later; its cartridge's title by default. */
  title?: string;
  /**
   * Where it is this host's own game that goes on from `state`: when that was begun, in milliseconds since the epoch.
   * Then what the cartridge keeps is kept.
   */
  startedAtMs?: number;
  /** Where the host sees the game; transferred to the Worker. */
  canvas: HTMLCanvasElement;
}
