/** The host's half of the chat, in its Worker: hears viewers, and tells everybody. */
import type { Json } from "../../formats/index.ts";
import type { Broadcast } from "../../net/api.ts";
import type { JsonPublisher } from "../../publish/encode.ts";
import { HOST_PLAYER } from "../name.ts";
import { ChatLog } from "./log.ts";
import { readViewerChat } from "./reader.ts";
import { ChatRoom } from "./room.ts";
import { readHostChat, type Said } from "./schemas.ts";
import { Throttle } from "./throttle.ts";
import type { ChatUpdate } from "./types.ts";

/** What is said is told so often at most, in milliseconds, however many say something. */
const TELL_MS = 250;

export interface HostChatOptions {
  isOn: boolean;
  /** What a viewer is called, if anything. Text from the network. */
  nameOf: (id: string) => string | undefined;
  /** The game's frame. */
  frame: () => number;
  /** What the host's own page is told. */
  onUpdate: (update: ChatUpdate) => void;
  onDropped: () => void;
}

interface Viewer {
  broadcast: Broadcast.Consumer;
  /** While its track is read. */
  reading: AbortController | undefined;
}

/** One game's chat, through all sessions of its host. */
export class HostChat {
  #options: HostChatOptions;
  #room: ChatRoom;
  #log = new ChatLog();
  #viewers = new Map<string, Viewer>();
  #publisher: JsonPublisher | undefined;
  #telling = new Throttle(TELL_MS, () => this.#tell());

  constructor(options: HostChatOptions) {
    this.#options = options;
    this.#room = new ChatRoom(options.isOn);
  }

  /** Where everybody is told, which is the caller's. */
  publish(publisher: JsonPublisher): void {
    this.#publisher = publisher;
    this.#tell();
  }

  /**
   * A viewer is there. The broadcast is the caller's, who closes it when the viewer leaves.
   * @param wasThere whether it was there before this host
   */
  join(id: string, broadcast: Broadcast.Consumer, wasThere: boolean): void {
    this.leave(id);
    this.#room.join(id, wasThere, performance.now());
    const viewer: Viewer = { broadcast, reading: undefined };
    this.#viewers.set(id, viewer);
    if (this.#room.isOn) this.#read(id, viewer);
  }

  leave(id: string): void {
    this.#viewers.get(id)?.reading?.abort();
    this.#viewers.delete(id);
    this.#room.leave(id);
  }

  /** Turned off, nobody is listened to, and what was said is gone. */
  turn(isOn: boolean): void {
    if (isOn === this.#room.isOn) return;
    this.#room.turn(isOn);
    for (const [id, viewer] of this.#viewers) {
      viewer.reading?.abort();
      viewer.reading = undefined;
      if (isOn) this.#read(id, viewer);
    }
    this.#telling.request();
  }

  mute(id: string, isMuted: boolean): void {
    this.#room.mute(id, isMuted);
    this.#telling.request();
  }

  /** The host itself says something. */
  say(said: Omit<Said, "seq">): void {
    if (this.#room.say(HOST_PLAYER, said, this.#saying(undefined))) this.#telling.request();
  }

  /** Idempotent. */
  close(): void {
    this.#telling.cancel();
    for (const id of [...this.#viewers.keys()]) this.leave(id);
    this.#publisher = undefined;
  }

  #read(id: string, viewer: Viewer): void {
    const reading = new AbortController();
    viewer.reading = reading;
    const { onDropped } = this.#options;
    void readViewerChat(
      viewer.broadcast,
      {
        onSaid: (said) => {
          if (reading.signal.aborted) return;
          if (this.#room.hear(id, said, this.#saying(this.#options.nameOf(id)))) this.#telling.request();
        },
        onDropped,
      },
      reading.signal,
    );
  }

  #saying(name: string | undefined) {
    return { name, frame: this.#options.frame(), nowMs: performance.now() };
  }

  #tell(): void {
    if (!this.#publisher) return;
    const value = this.#room.value();
    this.#publisher.update(value as unknown as Json.Json);
    // The host's page sees what everybody sees.
    const heard = readHostChat(value);
    if (heard) this.#options.onUpdate(this.#log.hear(heard));
  }
}
