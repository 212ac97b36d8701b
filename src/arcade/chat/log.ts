/** From what a host tells, which is all of it each time, to what is new. No I/O. */
import type { HeardChat } from "./schemas.ts";
import type { ChatUpdate, EmoteBurst, EmoteName } from "./types.ts";

/** Follows one host's chat. */
export class ChatLog {
  /** The newest line that was heard. */
  #seq = 0;
  #begins = true;
  /** Emotes in all, as they were told last; `undefined` where what comes next is only where to count from. */
  #emotes: ReadonlyMap<EmoteName, number> | undefined;

  /** Another host, or the same one anew: its lines are counted anew, too. */
  begin(): void {
    this.#seq = 0;
    this.#begins = true;
    this.skipEmotes();
  }

  /** What was sent until the next is heard is over. */
  skipEmotes(): void {
    this.#emotes = undefined;
  }

  hear({ on, muted, emotes, lines }: HeardChat): ChatUpdate {
    const begins = this.#begins || !on;
    if (!on) this.#seq = 0;
    const fresh = lines.filter(({ seq }) => seq > this.#seq);
    this.#seq = fresh.at(-1)?.seq ?? this.#seq;
    this.#begins = false;
    const bursts = this.#count(emotes);
    this.#emotes = on ? emotes : undefined;
    return { state: on ? "on" : "off", muted, lines: on ? fresh : [], begins, emotes: bursts };
  }

  #count(emotes: ReadonlyMap<EmoteName, number>): EmoteBurst[] {
    const before = this.#emotes;
    if (!before) return [];
    const bursts: EmoteBurst[] = [];
    for (const [emote, total] of emotes) {
      const count = total - (before.get(emote) ?? 0);
      if (count > 0) bursts.push({ emote, count });
    }
    return bursts;
  }
}
