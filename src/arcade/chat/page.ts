/** The page's half of the chat, of a game that is played or hosted. */
import { Signal } from "@moq/signals";
import { makeChatAllowances } from "./allowances.ts";
import { cleanText } from "./text.ts";
import type { ChatLine, ChatStatus, ChatUpdate, EmoteBurst, EmoteName, Talk } from "./types.ts";

/** Lines that are kept to be read. */
const LINES_MAX = 200;

/** One thing to say, to the Worker. */
export type SendChat = (said: { text: string } | { emote: EmoteName }) => void;

const NO_LINES: readonly ChatLine[] = [];

/** Keeps what a page shows of a chat, and rations what it sends. */
export class PageChat implements Talk {
  readonly chat = new Signal<ChatStatus>({ state: "none", lines: NO_LINES, muted: [] });
  readonly emotes = new Signal<readonly EmoteBurst[]>([]);
  #send: SendChat;
  #allowances = makeChatAllowances();

  constructor(send: SendChat) {
    this.#send = send;
  }

  say(text: string): boolean {
    const line = cleanText(text);
    if (line === "" || !this.#allowances.lines.take(performance.now())) return false;
    this.#send({ text: line });
    return true;
  }

  emote(emote: EmoteName): boolean {
    if (!this.#allowances.emotes.take(performance.now())) return false;
    this.#send({ emote });
    return true;
  }

  receive({ state, muted, lines, begins, emotes }: ChatUpdate): void {
    const before = begins ? NO_LINES : this.chat.peek().lines;
    const isHeard = ({ id }: ChatLine) => !muted.includes(id);
    const all = lines.length === 0 && before.every(isHeard) ? before : [...before, ...lines].filter(isHeard);
    this.chat.set({ state, muted, lines: all.length > LINES_MAX ? all.slice(-LINES_MAX) : all });
    // The same once more is news, too.
    if (emotes.length > 0) this.emotes.set(emotes, true);
  }
}
