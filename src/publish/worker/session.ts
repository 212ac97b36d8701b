/** The publisher in its Worker: what comes in, the broadcast, and the connection that announces it. */
import { Connection, Path } from "../../net/lite.ts";
import { announcedNow } from "../announced-now.ts";
import type { PublishProblem, PublishStats, PublishStatus } from "../types.ts";
import { CaptureBroadcast } from "./broadcast.ts";
import { closeFrame, Input } from "./input.ts";
import type { EncodeOptions, Feed, FromPublisher, ToPublisher } from "./messages.ts";
import { Pictures } from "./pictures.ts";
import { readsTracks } from "./processor.ts";
import { Sounds } from "./sounds.ts";

const STATS_MS = 1_000;

const post = (message: FromPublisher) => self.postMessage(message);

class Session {
  #name: Path.Valid;
  #options: EncodeOptions;
  #broadcast = new CaptureBroadcast((problem) => this.#problem(problem));
  #connection: Connection.Reload;
  #video: { input: Input; pictures: Pictures } | undefined;
  #audio: { input: Input; sounds: Sounds } | undefined;
  #problems = new Map<PublishProblem["of"], string>();
  #wasLive = false;
  #closed = false;
  #statsTimer: ReturnType<typeof setInterval>;
  #last = { pictures: 0, atMs: performance.now() };
  #told = "";

  constructor({ relay, name, options }: Extract<ToPublisher, { type: "start" }>) {
    this.#name = Path.from(name);
    this.#options = options;
    this.#status({ state: "connecting" });
    this.#connection = new Connection.Reload({
      url: new URL(relay),
      enabled: true,
      delay: { initial: 500, multiplier: 2, max: 5_000, timeout: 0 },
      interest: [this.#name],
    });
    this.#connection.established.watch((established) => {
      if (established) this.#goLive(established).catch((error: unknown) => this.#lost(established, error));
      else this.#tellState();
    });
    this.#connection.error.subscribe(() => this.#tellState());
    this.#statsTimer = setInterval(() => this.#tellStats(), STATS_MS);
  }

  video(feed: Feed | undefined, framerate: number): void {
    this.#video?.input.close();
    this.#video?.pictures.close();
    this.#video = undefined;
    this.#last = { pictures: 0, atMs: performance.now() };
    this.#settle("video");
    // From one source to the next the catalog stands still, where they have the same to offer.
    if (!feed) {
      this.#broadcast.clearVideo();
      return;
    }
    const { sizes, video: families } = this.#options;
    const pictures = new Pictures(this.#broadcast, { sizes, families }, framerate, (text) =>
      text === undefined ? this.#settle("video") : this.#problem({ of: "video", text }),
    );
    const input = new Input(feed, {
      onFrame: (frame) => {
        if (frame instanceof VideoFrame) pictures.take(frame, nowUs());
        else closeFrame(frame);
      },
      onEnd: () => {
        if (this.#video?.pictures === pictures) this.video(undefined, 0);
      },
    });
    this.#video = { input, pictures };
  }

  audio(feed: Feed | undefined): void {
    this.#audio?.input.close();
    this.#audio?.sounds.close();
    this.#audio = undefined;
    this.#settle("audio");
    if (!feed) {
      this.#broadcast.clearAudio();
      return;
    }
    const { audio: families, muted } = this.#options;
    const sounds = new Sounds(this.#broadcast, { families, muted }, (text) =>
      text === undefined ? this.#settle("audio") : this.#problem({ of: "audio", text }),
    );
    const input = new Input(feed, {
      onFrame: (frame) => {
        if (frame instanceof VideoFrame) frame.close();
        else sounds.take(frame, nowUs());
      },
      onEnd: () => {
        if (this.#audio?.sounds === sounds) this.audio(undefined);
      },
    });
    this.#audio = { input, sounds };
  }

  options(options: EncodeOptions): void {
    const before = this.#options;
    this.#options = options;
    if (this.#audio) this.#audio.sounds.muted = options.muted;
    const isSame = `${before.sizes} ${before.video}` === `${options.sizes} ${options.video}`;
    if (!isSame) this.#video?.pictures.setOptions({ sizes: options.sizes, families: options.video });
  }

  keyframe(): void {
    this.#broadcast.requestKeyframe();
  }

  close(): void {
    this.#end({ state: "ended" });
    post({ type: "closed" });
  }

  async #goLive(connection: Connection.Established): Promise<void> {
    if (!this.#wasLive && (await isTaken(connection, this.#name))) {
      const error = `Somebody is sending as “${this.#name}” already. Choose another name.`;
      this.#end({ state: "failed", reason: "name", error });
      return;
    }
    if (this.#closed || this.#connection.established.peek() !== connection) return;
    connection.publish(this.#name, this.#broadcast.producer);
    this.#wasLive = true;
    this.#tellState();
  }

  /** The session has ended before the broadcast was announced: there will be another. */
  #lost(connection: Connection.Established, thrown: unknown): void {
    if (this.#closed || this.#connection.established.peek() !== connection) return;
    this.#end({ state: "failed", reason: "crashed", error: toSentence(thrown) });
  }

  #tellState(): void {
    if (this.#closed) return;
    const error = this.#connection.error.peek();
    const why = error ? { error: toSentence(error) } : {};
    if (this.#connection.established.peek() && this.#wasLive) this.#status({ state: "live" });
    else this.#status({ state: this.#wasLive ? "reconnecting" : "connecting", ...why });
  }

  #status(status: PublishStatus): void {
    const told = JSON.stringify(status);
    if (told === this.#told) return;
    this.#told = told;
    post({ type: "status", status });
  }

  #tellStats(): void {
    const atMs = performance.now();
    const pictures = this.#video?.pictures.count ?? 0;
    const framesPerSecond = ((pictures - this.#last.pictures) * 1000) / (atMs - this.#last.atMs);
    this.#last = { pictures, atMs };
    const stats: PublishStats = { framesPerSecond, renditions: this.#broadcast.stats() };
    post({ type: "stats", stats });
  }

  #problem(problem: PublishProblem): void {
    if (this.#closed || this.#problems.get(problem.of) === problem.text) return;
    this.#problems.set(problem.of, problem.text);
    post({ type: "problem", problem });
  }

  #settle(of: PublishProblem["of"]): void {
    if (!this.#problems.delete(of)) return;
    const [next] = this.#problems;
    post({ type: "problem", problem: next && { of: next[0], text: next[1] } });
  }

  #end(status: PublishStatus): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#statsTimer);
    this.#video?.input.close();
    this.#audio?.input.close();
    this.#video?.pictures.close();
    this.#audio?.sounds.close();
    this.#video = this.#audio = undefined;
    this.#broadcast.close();
    this.#connection.close();
    this.#status(status);
  }
}

/** The broadcast's clock: it starts with the Worker, and everything in the broadcast is on it. */
const nowUs = () => Math.round(performance.now() * 1000);

/** Whether somebody announces this very path. */
async function isTaken(connection: Connection.Established, path: Path.Valid): Promise<boolean> {
  return (await announcedNow(connection, path)).has(Path.empty());
}

/** What went wrong as a sentence for people. */
function toSentence(thrown: unknown): string {
  const text = (thrown instanceof Error ? thrown.message : String(thrown)).trim().replace(/\.+$/, "");
  return text === "" ? "Something went wrong." : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

let session: Session | undefined;

/** Takes a message of the page's. */
export function receive(message: ToPublisher): void {
  switch (message.type) {
    case "start":
      session ??= new Session(message);
      break;
    case "options":
      session?.options(message.options);
      break;
    case "video":
      session?.video(message.feed, message.framerate);
      break;
    case "audio":
      session?.audio(message.feed);
      break;
    case "keyframe":
      session?.keyframe();
      break;
    case "close":
      session?.close();
      break;
    default:
      message satisfies never;
  }
}

post({ type: "ready", readsTracks: readsTracks() });
