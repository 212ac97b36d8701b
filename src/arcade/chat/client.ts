/** A viewer's half of the chat, in its Worker: says something, and hears what the host tells. */
import { Json } from "../../formats/index.ts";
import type { Broadcast, Track } from "../../net/api.ts";
import { JsonPublisher } from "../../publish/encode.ts";
import { ChatLog } from "./log.ts";
import { readHostChat, type Said } from "./schemas.ts";
import { Throttle } from "./throttle.ts";
import { CHAT_TRACK } from "./track.ts";
import type { ChatUpdate } from "./types.ts";
import { ChatWriter } from "./writer.ts";

/** The page is told so often at most, in milliseconds, however often a host tells. */
const TELL_MS = 250;

/** How old what is told may be and still be read, in milliseconds. */
const LATENCY_MAX_MS = 2_000;

const NONE: ChatUpdate = { state: "none", muted: [], lines: [], begins: false, emotes: [] };

/** One game's chat as one of its viewers has it, through all sessions. */
export class ClientChat {
  #onUpdate: (update: ChatUpdate) => void;
  #writer: ChatWriter;
  #log = new ChatLog();
  #tracks = new Set<JsonPublisher>();
  #broadcast: Broadcast.Consumer | undefined;
  #heard: Track.Subscriber | undefined;
  /** The newest of what the host tells. */
  #decoder: Json.Snapshot.Decoder | undefined;
  #telling = new Throttle(TELL_MS, () => this.#tell());
  #isVisible = true;
  #isToldNone = true;

  /** @param seq what the numbers of what is said follow on */
  constructor(onUpdate: (update: ChatUpdate) => void, seq = 0) {
    this.#onUpdate = onUpdate;
    this.#writer = new ChatWriter(seq);
  }

  /** A session that begins: what was said before is not said again. */
  forget(): void {
    this.#writer.forget();
  }

  /** A host wants to hear this viewer. Owns the track; what it gives closes it. */
  serve(track: Track.Producer): { close(): void } {
    const publisher = new JsonPublisher(track);
    this.#tracks.add(publisher);
    publisher.update(this.#writer.value() as unknown as Json.Json);
    return {
      close: () => {
        this.#tracks.delete(publisher);
        publisher.close();
      },
    };
  }

  say(said: Omit<Said, "seq">): void {
    if (this.#tracks.size === 0) return;
    const value = this.#writer.add(said);
    for (const track of this.#tracks) track.update(value as unknown as Json.Json);
  }

  /** Hears a game's chat until what it gives is closed; the broadcast is the caller's. */
  follow(broadcast: Broadcast.Consumer): { close(): void } {
    this.#broadcast = broadcast;
    this.#log.begin();
    this.#update();
    return {
      close: () => {
        if (this.#broadcast !== broadcast) return;
        this.#broadcast = undefined;
        this.#update();
        this.#tellNone();
      },
    };
  }

  /** What is not seen is not downloaded. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    this.#update();
  }

  #update(): void {
    this.#heard?.close();
    this.#heard = undefined;
    this.#decoder = undefined;
    this.#telling.cancel();
    this.#log.skipEmotes();
    if (this.#broadcast && this.#isVisible) void this.#hear(this.#broadcast);
  }

  async #hear(broadcast: Broadcast.Consumer): Promise<void> {
    let track: Track.Subscriber | undefined;
    try {
      track = broadcast.subscribe(CHAT_TRACK, { latencyMax: LATENCY_MAX_MS, priority: 1 });
      this.#heard = track;
      for (;;) {
        const group = await track.nextGroup();
        if (!group) break;
        const decoder = new Json.Snapshot.Decoder();
        try {
          for (let count = 0; ; count++) {
            const frame = await group.readFrame();
            if (!frame || this.#heard !== track) break;
            if (count === 0) decoder.snapshot(frame.payload);
            else decoder.delta(frame.payload);
            // A relay gives at once what it has kept: all of that is from before.
            if (this.#decoder === undefined) this.#telling.hold();
            this.#decoder = decoder;
            this.#telling.request();
          }
        } catch {
          // A group that cannot be read is followed by another, which is whole.
        } finally {
          group.close();
        }
      }
    } catch {
      // Upstream's hosts have no such track.
    } finally {
      track?.close();
      if (track !== undefined && this.#heard === track) this.#tellNone();
    }
  }

  #tell(): void {
    const heard = readHostChat(this.#decoder?.decode());
    if (!heard) return;
    this.#isToldNone = false;
    this.#onUpdate(this.#log.hear(heard));
  }

  #tellNone(): void {
    this.#telling.cancel();
    if (this.#isToldNone) return;
    this.#isToldNone = true;
    this.#onUpdate(NONE);
  }
}
