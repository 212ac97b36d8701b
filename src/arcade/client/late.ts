/**
 * What reads statuses and chats is loaded after the first picture, with the library that checks them, so that nobody
 * waits for it.
 */
import type { Broadcast, Track } from "../../net/api.ts";
import type { EmoteName } from "../types.ts";

export type Rest = typeof import("./rest.ts");

/** What cannot be fetched is asked for again after so long, in milliseconds, and each time twice as long, up to the second. */
const AGAIN_MS = 1_000;
const AGAIN_MAX_MS = 30_000;

const MISSING =
  "Who else plays, and the chat, could not be loaded: the app's server does not answer. Trying again.";

let rest: Promise<Rest> | undefined;

/** Whether it was asked for already, by whichever game. */
export const isRestWanted = (): boolean => rest !== undefined;

/**
 * Fetches it, once for all, until it is there.
 * @param onMissing hears in a sentence that it could not be fetched, each time, and says whether to go on
 */
export async function loadRest(onMissing: (sentence: string) => boolean): Promise<Rest> {
  for (let againMs = AGAIN_MS; ; againMs = Math.min(2 * againMs, AGAIN_MAX_MS)) {
    try {
      rest ??= import("./rest.ts");
      return await rest;
    } catch (error) {
      rest = undefined;
      if (!onMissing(MISSING)) throw error;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}

interface Followed {
  broadcast: Broadcast.Consumer;
  /** Ends what is heard of it, once it is heard. */
  following?: { close(): void };
}

type Chat = InstanceType<Rest["ClientChat"]>;

/** As {@link Chat}, and does the same once its code is there. */
export class LateChat {
  #chat: Chat | undefined;
  /** What was asked for while there was nobody to do it, and is still wanted. */
  #served = new Map<Track.Producer, { close(): void } | undefined>();
  #followed: Followed | undefined;
  #isVisible = true;

  /** From here on there is somebody. Once. */
  begin(chat: Chat): void {
    this.#chat = chat;
    chat.setVisible(this.#isVisible);
    for (const track of this.#served.keys()) this.#served.set(track, chat.serve(track));
    if (this.#followed) this.#followed.following = chat.follow(this.#followed.broadcast);
  }

  forget(): void {
    this.#chat?.forget();
  }

  /** Owns the track; what it gives closes it. */
  serve(track: Track.Producer): { close(): void } {
    this.#served.set(track, this.#chat?.serve(track));
    return {
      close: () => {
        const serving = this.#served.get(track);
        this.#served.delete(track);
        (serving ?? track).close();
      },
    };
  }

  /** Before it was heard whether there is a chat, there is nothing to say anything in. */
  say(said: { text: string } | { emote: EmoteName }): void {
    this.#chat?.say(said);
  }

  /** The broadcast is the caller's. */
  follow(broadcast: Broadcast.Consumer): { close(): void } {
    const followed: Followed = { broadcast };
    if (this.#chat) followed.following = this.#chat.follow(broadcast);
    this.#followed = followed;
    return {
      close: () => {
        followed.following?.close();
        if (this.#followed === followed) this.#followed = undefined;
      },
    };
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#chat?.setVisible(isVisible);
  }
}
