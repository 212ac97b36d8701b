/**
 * Who joins a game to record it, without a page: a viewer that presses nothing and sees nothing, and hears the sound, since a
 * game that nobody watches or hears stands still.
 */
import { type Clip, ClipError } from "../../emulator/clip/index.ts";
import { type Broadcast, Connection, Path } from "../net/lite.ts";
import { ListenError } from "./listen-error.ts";
import { gamePath, gamesPrefix, isByLinkOnly } from "./name.ts";
import { AUDIO_TRACK, REPLAY_TRACK, SESSION_TRACK } from "./protocol/index.ts";
import { type RecordingOptions, ReplayRecorder } from "./recorder.ts";
import { readSession } from "./recording.ts";
import { toSentence } from "./sentence.ts";

/** How late what is read of a recording may be, in milliseconds: a group of it is ten seconds long. */
const LATENCY_MAX_MS = 40_000;

/** How long the first sound may take, in milliseconds: the game may have to be woken. */
const SOUND_MS = 5_000;

/** How long the relay may take to say that a game is gone, in milliseconds. */
const GONE_MS = 2_000;

export interface ListenOptions {
  relay: URL;
  prefix: string;
  name: string;
  /** How long the game may take to be announced, in milliseconds; the relay has as long to answer. */
  waitMs: number;
  /** Gives it up. */
  signal: AbortSignal;
}

/** Joins a game. The caller closes what it gets. @throws {ListenError} */
export async function listenTo({ relay, prefix, name, waitMs, signal }: ListenOptions): Promise<Listener> {
  const late = AbortSignal.timeout(waitMs);
  const either = AbortSignal.any([signal, late]);
  let connection: Connection.Established;
  try {
    const interest = [Path.from(isByLinkOnly(name) ? gamePath(prefix, name) : gamesPrefix(prefix))];
    connection = await Connection.connect(relay, { interest, signal: either });
  } catch (cause) {
    if (signal.aborted) throw stopped();
    const why = late.aborted
      ? new Error(`the relay at ${relay.href} has not answered within ${waitMs / 1000} s`)
      : (cause as Error);
    // With its address: what goes wrong on the way there names it.
    throw new ListenError("relay", toSentence(why), { cause });
  }
  try {
    if (!(await isAnnounced(connection, prefix, name, either))) {
      if (signal.aborted) throw stopped();
      if (!late.aborted) throw new ListenError("relay", `The relay at ${relay.href} is gone.`);
      const there = `at ${relay.href} below ${prefix}`;
      throw new ListenError("no-game", `No game is called “${name}” ${there}, within ${waitMs / 1000} s.`);
    }
    return new Listener(connection, connection.consume(Path.from(gamePath(prefix, name))));
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A game that was joined. */
export class Listener {
  #connection: Connection.Established;
  #broadcast: Broadcast.Consumer;
  /** The time of the newest sound, in microseconds. */
  #heardUs: number | undefined;
  #heard = Promise.withResolvers<void>();
  #isClosed = false;
  #isLost = false;

  /** Owns both. */
  constructor(connection: Connection.Established, broadcast: Broadcast.Consumer) {
    this.#connection = connection;
    this.#broadcast = broadcast;
    void connection.closed.then(() => {
      this.#isLost = !this.#isClosed;
    });
    // Who waits for the time is told that there is none.
    this.#listen().catch(() => this.#heard.resolve());
  }

  /** Whether the session with the relay has ended. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether the game has ended, or its host is gone: asked where a recording has broken off. The relay may say so a moment later. */
  async hasEnded(): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => late.resolve(false), GONE_MS);
    const closed = Promise.resolve(this.#broadcast.closed).then(
      () => true,
      () => true,
    );
    try {
      return (await Promise.race([closed, late.promise])) && !this.#isLost;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What records the game from now on. It owns its track, which ends with this. @throws {ListenError} */
  async recorder(options: Omit<RecordingOptions, "fromUs">): Promise<ReplayRecorder> {
    const fromUs = await this.#nowUs(options.signal);
    const track = this.#broadcast.subscribe(REPLAY_TRACK, { latencyMax: LATENCY_MAX_MS });
    // One that is not there says so here.
    await track.info().catch((cause: Error) => {
      throw this.#refused(cause);
    });
    return new ReplayRecorder(track, { ...options, fromUs });
  }

  /** All of the game since it was switched on, up to now. @throws {ListenError | ClipError} */
  async session(signal: AbortSignal): Promise<Clip> {
    const nowUs = await this.#nowUs(signal);
    const track = this.#broadcast.subscribe(SESSION_TRACK, { latencyMax: LATENCY_MAX_MS });
    const stop = () => this.close();
    signal.addEventListener("abort", stop);
    try {
      return await readSession(track, nowUs);
    } catch (cause) {
      if (signal.aborted) throw stopped();
      throw cause instanceof ClipError ? cause : this.#refused(cause as Error);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#broadcast.close();
    this.#connection.close();
  }

  /** The time of the frame that is heard now. */
  async #nowUs(signal: AbortSignal): Promise<number> {
    const given = Promise.withResolvers<void>();
    const timer = setTimeout(given.resolve, SOUND_MS);
    signal.addEventListener("abort", () => given.resolve(), { once: true });
    try {
      await Promise.race([this.#heard.promise, given.promise]);
    } finally {
      clearTimeout(timer);
    }
    if (signal.aborted) throw stopped();
    if (this.#heardUs === undefined) throw this.#refused(new Error("no sound came"));
    return this.#heardUs;
  }

  /**
   * The sound is taken for its time alone: each group is let go of when its first frame has told that. The first group may be one
   * that the relay has kept from before the game last stood still: the time is known with the second.
   */
  async #listen(): Promise<void> {
    const track = this.#broadcast.subscribe(AUDIO_TRACK);
    for (let count = 0; ; count += 1) {
      const group = await track.recvGroup();
      if (!group) return;
      const frame = await group.readFrame().catch(() => undefined);
      group.close();
      if (!frame) continue;
      this.#heardUs = Math.max(this.#heardUs ?? 0, frame.timestamp.asMicros());
      if (count > 0) this.#heard.resolve();
    }
  }

  #refused(cause: Error): ListenError {
    if (this.isLost) return new ListenError("relay", "The relay is gone.", { cause });
    return new ListenError("no-recording", "The host of this game sends no recording of it.", { cause });
  }
}

function stopped(): ListenError {
  return new ListenError("stopped", "Stopped.");
}

/** Waits until the game is announced. False where it is not by the signal, or the session ends. */
async function isAnnounced(
  connection: Connection.Established,
  prefix: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const isHidden = isByLinkOnly(name);
  const announced = connection.announced(Path.from(isHidden ? gamePath(prefix, name) : gamesPrefix(prefix)));
  const close = () => announced.close();
  signal.addEventListener("abort", close);
  try {
    if (signal.aborted) return false;
    for (;;) {
      const event = await announced.next().catch(() => undefined);
      if (!event) return false;
      if (event.active && event.path === (isHidden ? Path.empty() : name)) return true;
    }
  } finally {
    signal.removeEventListener("abort", close);
    announced.close();
  }
}
