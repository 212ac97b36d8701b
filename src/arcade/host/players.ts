/**
 * Who holds what: from commands to the buttons of a frame. No I/O; the host's loop calls it.
 *
 * Every edge counts. A press and a release that come between two frames are a press on the one and a
 * release on the next, because a button changes once a frame at most. What of it reaches the game is the mode's to say.
 */
import { BUTTONS, type Button, isButton, toButtons, toMask } from "../../../emulator/index.ts";
import {
  beginMode,
  changeMode,
  type Hand,
  joinCounted,
  type Mode,
  type ModeRequest,
  type ModeSettings,
} from "../modes/index.ts";
import { type Command, type MachineRequest, readMachineRequest, readRequest } from "../protocol/index.ts";
import { Allowance } from "./allowance.ts";
import { Away } from "./away.ts";

/** Viewers at most; more are not listened to. */
export const PLAYERS_MAX = 256;

/** Frames in which a relay's cache is through with what a player said to the host before: a third of a second. */
const BEFORE_FRAMES = 20;

/** The same, from when the player is found: one that has said nothing by then has said nothing before. */
const BEFORE_MAX_FRAMES = 60;

/** Edges that may wait for their frame: a player who sends more in a frame's time is no hand on a pad. */
const PENDING_MAX = 64;

/** Players who left, were muted or were removed and are remembered; beyond that the first of them is forgotten. */
const DEPARTED_MAX = 1_024;

/**
 * Who holds a button and has said nothing for so many frames (a minute) has let go: what was said last may have been
 * lost with whoever said it.
 */
const SILENCE_FRAMES = 3_600;

/** Requests of a player that are heard: so many at once, and one more each second. */
const REQUESTS_AT_ONCE = 4;
const REQUESTS_PER_SECOND = 1;
/** Near enough for every console. */
const FRAME_MS = 1000 / 60;

interface PendingEdge {
  seq: number;
  bit: number;
  down: boolean;
}

interface PlayerState extends Hand {
  held: number;
  pressed: number;
  /** The frame on which it was heard last. */
  heardFrame: number;
  /** The newest edge that was taken in. */
  seq: number;
  pending: PendingEdge[];
  /** The newest edge that reached a frame, and that frame. */
  appliedSeq: number;
  appliedFrame: number;
  resetSeq: number;
  requestSeq: number;
  requests: Allowance;
  /**
   * Up to this frame what is heard may be of what was pressed for another host, and only what is held counts; 0 where
   * that is over.
   */
  beforeUntil: number;
  /** What it holds from then on. */
  heldAfter: number;
  /** Whether it has said which host it means: no word of its later on makes it one that was there before. */
  isJudged: boolean;
  /** What it calls itself. */
  name: string | undefined;
  /** What it says of its latency, in milliseconds. */
  latencyMs: number | undefined;
  /** Whether it holds the key for going fast. */
  isFast: boolean;
  isMuted: boolean;
}

/** A player's state as it is told. */
export interface PlayerView {
  id: string;
  /** What it holds. */
  buttons: Button[];
  /** Of that, or in its name, what reaches the game; not there where that is the same. */
  counted?: Button[];
  /** What it votes for, where votes are counted. */
  vote?: Button;
  /** What it calls itself. */
  name?: string;
  /** What it says of its latency, in milliseconds. */
  latencyMs?: number;
  /** Whether the host has muted it. */
  muted?: boolean;
  seq: number;
  frame: number;
}

type ButtonsCommand = Extract<Command, { type: "buttons" }>;

const isHolding = ({ held, isFast }: PlayerState): boolean => held !== 0 || isFast;

/** Of one who was never here. */
const NEW = { seq: 0, resetSeq: 0, requestSeq: 0 };

export interface PlayersOptions {
  /** Names this run of the host, and no other. */
  run?: number;
  /** Who is muted from the start, and who is not let in: of a run before this one. */
  muted?: Iterable<string>;
  removed?: Iterable<string>;
}

/** Takes the first out of more than are remembered. */
function forgetFirst(known: Pick<Set<string>, "size" | "keys" | "delete">): void {
  const [first] = known.size > DEPARTED_MAX ? known.keys() : [];
  if (first !== undefined) known.delete(first);
}

const bitOf = (button: Button): number => toMask([button]);

/** The players of a game. */
export class Players {
  #players = new Map<string, PlayerState>();
  /** The same, in the order in which they came. */
  #hands: PlayerState[] = [];
  /** Of them those who are not muted. */
  #counting: PlayerState[] = [];
  /** Those for whom a baton, a seat or a vote is kept. */
  #away = new Away();
  /** What a mode sees: those who count, and hands that hold nothing of those who are away. */
  #seen: Hand[] = [];
  /** Those who count for nothing, there or not. */
  #muted: Set<string>;
  /** Those who are not let in again. */
  #removed: Set<string>;
  #mode = beginMode({ type: "anarchy" });
  /** Whoever comes back (the host was away for a moment) may say again what was heard before. */
  #departed = new Map<string, Pick<PlayerState, "seq" | "resetSeq" | "requestSeq">>();
  #changed = false;
  /** The frame that was taken last. */
  #frame = 0;
  #onMachine: (id: string, request: MachineRequest) => void;
  /** Names this run of the host in commands. */
  readonly run: number;

  /**
   * @param onMachine what players ask of the machine: whether they may is the caller's to say
   */
  constructor(
    onMachine: (id: string, request: MachineRequest) => void = () => {},
    { run = Date.now(), muted, removed }: PlayersOptions = {},
  ) {
    this.#onMachine = onMachine;
    this.#muted = new Set(muted);
    this.#removed = new Set(removed);
    this.run = run;
  }

  /**
   * Lets a player in. False if there are too many, or if it was removed.
   *
   * @param wasThere whether it was there before this host: what it says at first may be of what it pressed for nobody, or
   * for a host before, which is not to be played again
   */
  join(id: string, wasThere = false): boolean {
    if (this.#players.has(id)) return true;
    if (this.#players.size >= PLAYERS_MAX || this.#removed.has(id)) return false;
    const known = this.#departed.get(id);
    const { seq, resetSeq, requestSeq } = known ?? NEW;
    this.#away.delete(id);
    const beforeUntil = wasThere && !known ? this.#frame + BEFORE_MAX_FRAMES : 0;
    this.#departed.delete(id);
    const player: PlayerState = {
      id,
      held: 0,
      pressed: 0,
      heardFrame: this.#frame,
      seq,
      pending: [],
      appliedSeq: 0,
      appliedFrame: 0,
      resetSeq,
      requestSeq,
      requests: new Allowance(REQUESTS_PER_SECOND, REQUESTS_AT_ONCE),
      beforeUntil,
      heldAfter: 0,
      isJudged: false,
      name: undefined,
      latencyMs: undefined,
      isFast: false,
      isMuted: this.#muted.has(id),
    };
    this.#players.set(id, player);
    this.#hands.push(player);
    this.#countHands();
    this.#changed = true;
    return true;
  }

  /** A player leaves, and lets go of everything. What only some have is kept for a moment: it may be back. */
  leave(id: string): void {
    const player = this.#players.get(id);
    if (!player) return;
    this.#players.delete(id);
    this.#hands.splice(this.#hands.indexOf(player), 1);
    const given = this.#away.add(id, this.#frame);
    if (given !== undefined) this.#setMode(this.#mode.leave(given, this.#frame));
    this.#countHands();
    this.#changed = true;
    const { seq, resetSeq, requestSeq } = player;
    this.#departed.set(id, { seq, resetSeq, requestSeq });
    forgetFirst(this.#departed);
  }

  /** Takes a command in. Says whether the machine should be reset. */
  command(id: string, command: Command): "reset" | undefined {
    const player = this.#players.get(id);
    if (!player) return undefined;
    player.heardFrame = this.#frame;
    if (command.type === "buttons") this.#hearAbout(player, command);
    this.#hearWhoIsMeant(player, command);
    if (this.#frame < player.beforeUntil) {
      // From the first that is heard on: a relay gives all that it has kept at once.
      player.beforeUntil = Math.min(player.beforeUntil, this.#frame + BEFORE_FRAMES);
      if (command.type === "reset") {
        player.resetSeq = Math.max(player.resetSeq, command.seq ?? 0);
        return undefined;
      }
      player.seq = Math.max(player.seq, command.edges?.at(-1)?.seq ?? 0);
      player.requestSeq = Math.max(player.requestSeq, command.requests?.at(-1)?.seq ?? 0);
      player.heldAfter = toMask(command.buttons.filter(isButton));
      return undefined;
    }
    if (command.type === "reset") {
      if (command.seq !== undefined && command.seq <= player.resetSeq) return undefined;
      player.resetSeq = command.seq ?? player.resetSeq;
      return player.isMuted ? undefined : "reset";
    }
    this.#hear(player, command.requests);
    // Groups are read beside one another: a command may come after a newer one, which has said all of it.
    if (command.edges && (command.edges.at(-1)?.seq ?? 0) < player.seq) return undefined;
    for (const edge of command.edges ?? []) {
      if (edge.seq <= player.seq) continue;
      this.#queue(player, edge.seq, bitOf(edge.button), edge.down);
    }
    // What is held is the last word: it covers viewers that send no edges, and edges that were lost.
    const expected = player.pending.reduce(
      (held, { bit, down }) => (down ? held | bit : held & ~bit),
      player.held,
    );
    const wanted = toMask(command.buttons.filter(isButton));
    for (let i = 0; i < BUTTONS.length; i++) {
      const bit = 1 << i;
      if ((expected & bit) !== (wanted & bit)) this.#queue(player, player.seq, bit, (wanted & bit) !== 0);
    }
    return undefined;
  }

  /** The way they share the controller. What another began is over; the same one set otherwise goes on. */
  share(settings: ModeSettings): void {
    this.#setMode(changeMode(this.#mode, settings));
  }

  /** What one of them asks for, of the way the controller is shared. */
  request(id: string, request: ModeRequest): void {
    // Nothing is given to who is not there, or does not count.
    if (request.type === "give-baton" && (this.#players.get(request.to)?.isMuted ?? true)) return;
    if (this.#players.has(id)) this.#setMode(this.#mode.request(id, request, this.#frame));
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** The buttons of the next frame: of all players' what counts. */
  take(frame: number): number {
    this.#frame = frame;
    for (const player of this.#hands) {
      const before = player.held;
      if (player.beforeUntil !== 0 && frame >= player.beforeUntil) this.#beginsNow(player);
      if (player.pending.length > 0) this.#apply(player, frame);
      else if (isHolding(player) && frame - player.heardFrame >= SILENCE_FRAMES) this.#letGo(player);
      player.pressed = player.held & ~before;
    }
    this.#waitNoLonger(frame);
    this.#setMode(this.#mode.step(frame, this.#seen));
    return joinCounted(this.#mode, this.#counting);
  }

  /** A machine that stood still goes on: what was pressed and let go of meanwhile is not played after the fact. */
  settle(frame: number): void {
    this.#frame = frame;
    for (const player of this.#hands) {
      while (player.pending.length > 0) this.#apply(player, frame);
      player.heardFrame = frame;
    }
  }

  /** What a player holds and asks for counts no more, or counts again. */
  mute(id: string, muted: boolean): void {
    const player = this.#players.get(id);
    if (!player || player.isMuted === muted) return;
    player.isMuted = muted;
    if (muted) this.#muted.add(id);
    else this.#muted.delete(id);
    forgetFirst(this.#muted);
    this.#countHands();
    if (muted) this.#setMode(this.#mode.leave(id, this.#frame));
    this.#changed = true;
  }

  /** A player leaves, and is not let in again. */
  remove(id: string): void {
    this.leave(id);
    this.#away.delete(id);
    this.#countHands();
    this.#setMode(this.#mode.leave(id, this.#frame));
    this.#removed.add(id);
    forgetFirst(this.#removed);
    this.#changed = true;
  }

  /** Who was removed, the newest last. */
  get removed(): readonly string[] {
    return [...this.#removed];
  }

  /** Whether a player who counts holds the key for going fast. */
  get wantsFast(): boolean {
    return this.#counting.some((player) => player.isFast);
  }

  /** Whether anything changed that is worth telling since this was last asked. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  get size(): number {
    return this.#players.size;
  }

  /** Each player as it is told, by id. */
  views(): PlayerView[] {
    return this.#hands.map((player) => {
      const counted = player.isMuted ? 0 : this.#mode.counted(player);
      const vote = this.#mode.vote(player.id);
      return {
        id: player.id,
        buttons: toButtons(player.held),
        ...(counted === player.held ? {} : { counted: toButtons(counted) }),
        ...(vote === undefined ? {} : { vote }),
        ...(player.name === undefined ? {} : { name: player.name }),
        ...(player.latencyMs === undefined ? {} : { latencyMs: player.latencyMs }),
        ...(player.isMuted ? { muted: true } : {}),
        seq: player.appliedSeq,
        frame: player.appliedFrame,
      };
    });
  }

  /** What one of them calls itself, where it has said so. */
  nameOf(id: string): string | undefined {
    return this.#players.get(id)?.name;
  }

  #setMode(mode: Mode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#changed = true;
  }

  #hear(player: PlayerState, requests: ButtonsCommand["requests"] = []): void {
    for (const { seq, ...wanted } of requests) {
      if (seq <= player.requestSeq) continue;
      player.requestSeq = seq;
      if (player.isMuted) continue;
      const request = readRequest(wanted);
      const machine = readMachineRequest(wanted);
      if (!(request || machine) || !player.requests.take(this.#frame * FRAME_MS)) continue;
      if (request) this.request(player.id, request);
      if (machine) this.#onMachine(player.id, machine);
    }
  }

  /** What it says of itself. */
  #hearAbout(player: PlayerState, { name, latency, fast = false }: ButtonsCommand): void {
    const latencyMs = latency === undefined ? player.latencyMs : Math.round(latency);
    if (player.name === name && player.latencyMs === latencyMs && player.isFast === fast) return;
    player.name = name;
    player.latencyMs = latencyMs;
    player.isFast = fast;
    this.#changed = true;
  }

  #countHands(): void {
    this.#counting = this.#hands.filter((player) => !player.isMuted);
    this.#seen = [...this.#counting, ...this.#away.hands];
  }

  #waitNoLonger(frame: number): void {
    const late = this.#away.takeLate(frame);
    if (late.length === 0) return;
    this.#countHands();
    for (const id of late) this.#setMode(this.#mode.leave(id, frame));
  }

  #letGo(player: PlayerState): void {
    player.held = 0;
    player.isFast = false;
    this.#changed = true;
  }

  #hearWhoIsMeant(player: PlayerState, command: Command): void {
    if (command.run === undefined) return;
    if (command.run === this.run) {
      if (player.beforeUntil !== 0) this.#hearsThisHost(player, command);
    } else if (!player.isJudged && player.beforeUntil === 0) {
      // It was there before this host, whether or not the relay told of it in time.
      player.beforeUntil = this.#frame + BEFORE_FRAMES;
      player.heldAfter = player.held;
    }
    player.isJudged = true;
  }

  /** It knows which host this is: all that it has pressed since then is for this one, however soon that was. */
  #hearsThisHost(player: PlayerState, command: Command): void {
    if (command.type === "buttons") {
      // Requests are numbered with the edges: a number beyond its edges would make an old one of this command.
      const lastSeq = command.edges?.at(-1)?.seq ?? 0;
      player.seq = Math.max(player.seq, Math.min(command.after ?? 0, lastSeq));
      player.requestSeq = Math.max(player.requestSeq, command.after ?? 0);
      // What the command says is held has the last word, in `command`.
      player.heldAfter = player.held;
    }
    this.#beginsNow(player);
  }

  #beginsNow(player: PlayerState): void {
    player.beforeUntil = 0;
    if (player.heldAfter === player.held) return;
    player.held = player.heldAfter;
    this.#changed = true;
  }

  #queue(player: PlayerState, seq: number, bit: number, down: boolean): void {
    player.seq = Math.max(player.seq, seq);
    if (player.pending.length >= PENDING_MAX) player.pending.shift();
    player.pending.push({ seq, bit, down });
  }

  /** Applies edges in order, up to the first that would change a button a second time in this frame. */
  #apply(player: PlayerState, frame: number): void {
    let touched = 0;
    while (player.pending.length > 0) {
      const { seq, bit, down } = player.pending[0] as PendingEdge;
      if (touched & bit) break;
      touched |= bit;
      player.pending.shift();
      player.held = down ? player.held | bit : player.held & ~bit;
      player.appliedSeq = Math.max(player.appliedSeq, seq);
      player.appliedFrame = frame;
    }
    this.#changed = true;
  }
}
