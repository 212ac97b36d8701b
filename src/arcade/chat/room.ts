/** What was said beside a game, as its host keeps it: from what viewers repeat to what everybody is told. No I/O. */
import { type ChatAllowances, makeChatAllowances } from "./allowances.ts";
import { EMOTES, type HostChatValue, MUTED_MAX, type Said, TOLD_MAX, type ViewerChat } from "./schemas.ts";
import { cleanText, SPEAKER_MAX_LENGTH } from "./text.ts";
import type { ChatLine, EmoteName } from "./types.ts";

/** Speakers at most, as many as a host has players; more are not heard. */
const SPEAKERS_MAX = 256;

/** Speakers who left and who are remembered: else who comes back would say everything again. */
const DEPARTED_MAX = 1_024;

/** In so many milliseconds a relay's cache is through with what a viewer said to a host before. */
const BEFORE_MS = 350;
/** The same, from when the viewer is found: one that has said nothing by then has said nothing before. */
const BEFORE_MAX_MS = 1_000;

interface Speaker {
  /** The newest thing that was heard. */
  seq: number;
  allowances: ChatAllowances;
  /** Until then what is heard may have been said to another host; 0 where that is over. */
  beforeUntilMs: number;
}

/** What goes with what is said. */
export interface Saying {
  /** What the speaker is called, if anything. Cleaned here. */
  name?: string | undefined;
  /** The game's frame. */
  frame: number;
  /** A clock that does not go back, in milliseconds. */
  nowMs: number;
}

const isEmote = (name: string): name is EmoteName => (EMOTES as readonly string[]).includes(name);

/** One game's chat. */
export class ChatRoom {
  #isOn: boolean;
  #speakers = new Map<string, Speaker>();
  #departed = new Map<string, Speaker>();
  #lines: ChatLine[] = [];
  #seq = 0;
  #emotes = new Map<EmoteName, number>();
  #muted = new Set<string>();

  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Turned off, what was said is gone. */
  turn(isOn: boolean): void {
    this.#isOn = isOn;
    if (!isOn) this.#lines = [];
  }

  /** @param wasThere whether it was there before this host: what it says at first may be what it said to another */
  join(id: string, wasThere: boolean, nowMs: number): void {
    if (this.#speakers.has(id) || this.#speakers.size >= SPEAKERS_MAX) return;
    const known = this.#departed.get(id);
    this.#departed.delete(id);
    const beforeUntilMs = wasThere && !known ? nowMs + BEFORE_MAX_MS : 0;
    this.#speakers.set(id, known ?? { seq: 0, allowances: makeChatAllowances(), beforeUntilMs });
  }

  leave(id: string): void {
    const speaker = this.#speakers.get(id);
    if (!speaker) return;
    this.#speakers.delete(id);
    this.#departed.set(id, speaker);
    if (this.#departed.size > DEPARTED_MAX) forgetFirst(this.#departed);
  }

  /** Takes in what a viewer repeats. @returns whether there is anything new to tell */
  hear(id: string, { said }: ViewerChat, saying: Saying): boolean {
    const speaker = this.#speakers.get(id);
    if (!speaker) return false;
    const { nowMs } = saying;
    const isBefore = nowMs < speaker.beforeUntilMs;
    if (isBefore) speaker.beforeUntilMs = Math.min(speaker.beforeUntilMs, nowMs + BEFORE_MS);
    let isNew = false;
    for (const one of said) {
      if (one.seq <= speaker.seq) continue;
      speaker.seq = one.seq;
      if (!isBefore && this.#say(id, speaker, one, saying)) isNew = true;
    }
    return isNew;
  }

  /** The host itself, who is rationed as everybody is. @returns whether there is anything new to tell */
  say(id: string, said: Omit<Said, "seq">, saying: Saying): boolean {
    this.join(id, false, saying.nowMs);
    const speaker = this.#speakers.get(id);
    return speaker !== undefined && this.#say(id, speaker, said, saying);
  }

  /** What a muted one says is not told, and what it has said is told no more. */
  mute(id: string, isMuted: boolean): void {
    this.#muted.delete(id);
    if (!isMuted) return;
    this.#muted.add(id);
    this.#lines = this.#lines.filter((line) => line.id !== id);
    if (this.#muted.size > MUTED_MAX) forgetFirst(this.#muted);
  }

  /** What everybody is told. */
  value(): HostChatValue {
    const muted = [...this.#muted];
    if (!this.#isOn) return { on: false, muted, emotes: {}, lines: {} };
    const lines = Object.fromEntries(this.#lines.map(({ seq, ...line }) => [String(seq), line]));
    return { on: true, muted, emotes: Object.fromEntries(this.#emotes), lines };
  }

  #say(id: string, { allowances }: Speaker, said: Omit<Said, "seq">, saying: Saying): boolean {
    if (!this.#isOn || this.#muted.has(id)) return false;
    const { emote, text = "" } = said;
    if (emote !== undefined) {
      if (!isEmote(emote) || !allowances.emotes.take(saying.nowMs)) return false;
      this.#emotes.set(emote, (this.#emotes.get(emote) ?? 0) + 1);
      return true;
    }
    const line = cleanText(text);
    if (line === "" || !allowances.lines.take(saying.nowMs)) return false;
    const name = cleanText(saying.name ?? "", SPEAKER_MAX_LENGTH);
    this.#seq++;
    const { frame } = saying;
    this.#lines.push({ seq: this.#seq, id, ...(name === "" ? {} : { name }), text: line, frame });
    if (this.#lines.length > TOLD_MAX) this.#lines.shift();
    return true;
  }
}

function forgetFirst(items: Map<string, unknown> | Set<string>): void {
  for (const first of items.keys()) {
    items.delete(first);
    return;
  }
}
