/**
 * A viewer's commands. What comes is checked here; what is not a command is counted and dropped, and a viewer who
 * sends more than fingers can is not listened to for a while.
 */
import { Json } from "../../formats/index.ts";
import type { Broadcast, Group, Track } from "../../net/api.ts";
import { COMMAND_MAX_BYTES, type Command, CommandSchema } from "../protocol/index.ts";
import { Allowance } from "./allowance.ts";

/** A command may arrive this late and still be read: edges are in order by their number. */
const COMMAND_LATENCY_MAX_MS = 2_000;
/** From who has sent too much: what waits to be read would be too much again. */
const FLOOD_LATENCY_MAX_MS = 200;

/** Groups that are read at the same time. */
const GROUPS_MAX = 4;

/**
 * What one group may hold: patches add up, and a group without end would be a state without end. Writers (ours
 * and upstream's) begin a new group long before.
 */
const GROUP_MAX_FRAMES = 512;
const GROUP_MAX_BYTES = 64 * COMMAND_MAX_BYTES;

/**
 * More than fingers can do. Each group is a stream to take apart, and a browser that has a thousand of them a second
 * to take apart has no time for the game.
 */
const COMMANDS_PER_SECOND = 120;
const COMMANDS_AT_ONCE = 240;
/** How long a viewer who has sent too much is not listened to, the first time; each time is twice the one before. */
const DEAF_MS = 2_000;
const DEAF_MAX_MS = 60_000;

const LET_GO: Command = { type: "buttons", buttons: [] };

/** What is made of the commands. */
export interface CommandEvents {
  /** False once the viewer has left: nothing more is told then. */
  isWanted(): boolean;
  onCommand(command: Command): void;
  /** There was something that is no command, or too much. */
  onDropped(): void;
}

/**
 * Reads a viewer's commands until its track ends, fails or is not wanted any more. Never throws.
 *
 * @returns whether it failed
 */
export async function readCommands(broadcast: Broadcast.Consumer, events: CommandEvents): Promise<boolean> {
  const allowance = new Allowance(COMMANDS_PER_SECOND, COMMANDS_AT_ONCE);
  let latencyMax = COMMAND_LATENCY_MAX_MS;
  for (let deafMs = DEAF_MS; events.isWanted(); deafMs = Math.min(2 * deafMs, DEAF_MAX_MS)) {
    const track = subscribe(broadcast, latencyMax);
    const end = track && (await new CommandTrack(track, allowance, events).read());
    if (end !== "too much" || !events.isWanted()) return end === "failed";
    latencyMax = FLOOD_LATENCY_MAX_MS;
    events.onDropped();
    // What is held would stay held meanwhile.
    events.onCommand(LET_GO);
    await new Promise((resolve) => setTimeout(resolve, deafMs));
  }
  return false;
}

/** Nothing where the session has ended meanwhile. */
function subscribe(broadcast: Broadcast.Consumer, latencyMax: number): Track.Subscriber | undefined {
  try {
    return broadcast.subscribe("command", { latencyMax, priority: 255 });
  } catch {
    return undefined;
  }
}

/** One subscription. Owns the track. */
class CommandTrack {
  #track: Track.Subscriber;
  #allowance: Allowance;
  #events: CommandEvents;
  #open: Group.Consumer[] = [];
  #newest = -1;
  #isTooMuch = false;

  constructor(track: Track.Subscriber, allowance: Allowance, events: CommandEvents) {
    this.#track = track;
    this.#allowance = allowance;
    this.#events = events;
  }

  /** @returns why it is over: it has ended or is not wanted, it failed, or more came than is allowed */
  async read(): Promise<"ended" | "failed" | "too much"> {
    let hasFailed = false;
    try {
      for (;;) {
        const group = await this.#track.recvGroup();
        if (!group || !this.#isOn()) break;
        this.#open.push(group);
        if (!this.#isAllowed()) break;
        this.#newest = Math.max(this.#newest, group.sequence);
        if (this.#open.length > GROUPS_MAX) this.#open.shift()?.close();
        void this.#readGroup(group);
      }
    } catch {
      hasFailed = true;
    } finally {
      this.#track.close();
      for (const group of this.#open) group.close();
    }
    if (this.#isTooMuch) return "too much";
    return hasFailed ? "failed" : "ended";
  }

  #isOn(): boolean {
    return !this.#isTooMuch && this.#events.isWanted();
  }

  /** Ends the subscription where it is too much. */
  #isAllowed(): boolean {
    if (this.#allowance.take(performance.now())) return true;
    this.#isTooMuch = true;
    this.#track.close();
    return false;
  }

  async #readGroup(group: Group.Consumer): Promise<void> {
    const decoder = new Json.Snapshot.Decoder();
    let [frames, bytes] = [0, 0];
    try {
      while (frames < GROUP_MAX_FRAMES && bytes < GROUP_MAX_BYTES) {
        const frame = await group.readFrame();
        if (!frame || !this.#isOn()) return;
        // The first came with its group.
        if (frames > 0 && !this.#isAllowed()) return;
        frames++;
        bytes += frame.payload.byteLength;
        this.#tell(decode(decoder, frame.payload, frames === 1), group.sequence);
      }
    } catch {
      // A group that breaks off is followed by another.
    } finally {
      group.close();
    }
  }

  #tell(command: Command | undefined, sequence: number): void {
    // Without edges there is only what is held, and an older group says what was held once.
    const isOld = command?.type === "buttons" && !command.edges && sequence < this.#newest;
    if (!command) this.#events.onDropped();
    else if (!isOld) this.#events.onCommand(command);
  }
}

function decode(decoder: Json.Snapshot.Decoder, payload: Uint8Array, isFirst: boolean): Command | undefined {
  if (payload.byteLength > COMMAND_MAX_BYTES) return undefined;
  try {
    if (isFirst) decoder.snapshot(payload);
    else decoder.delta(payload);
    return parseCommand(decoder.decode());
  } catch {
    return undefined;
  }
}

/** Reads a command from its JSON, or gives `undefined` where it is none. */
export function parseCommand(json: unknown): Command | undefined {
  const result = CommandSchema.safeParse(json);
  return result.success ? result.data : undefined;
}
