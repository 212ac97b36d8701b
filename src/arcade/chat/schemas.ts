/** What viewers and hosts say on their `chat` tracks, checked at the border. See docs/wire.md. */
import * as z from "zod/mini";
import { VIEWER_ID_MAX_LENGTH } from "../protocol/index.ts";
import { cleanText, LINE_MAX_LENGTH, SPEAKER_MAX_LENGTH } from "./text.ts";
import type { ChatLine, EmoteName } from "./types.ts";

/** What there is, in the order of the keys that stand for it. */
export const EMOTES: readonly EmoteName[] = ["heart", "laugh", "wow", "sad", "clap", "fire", "party", "wave"];

/** The newest things that a viewer repeats. */
export const SAID_MAX = 8;

/** The longest frame of a viewer's `chat`, in bytes; a longer one is not looked at. */
export const SAID_MAX_BYTES = 16_384;

/** Lines that a host keeps for those who come late. */
export const TOLD_MAX = 50;

/** People who are muted at most; beyond that the first is forgotten. */
export const MUTED_MAX = 256;

const uint = z.number().check(z.int(), z.gte(0));

/** One thing that was said. An emote that is not known is read, and means nothing. */
const SaidSchema = z.object({
  /** Counts what this viewer says, from 1. */
  seq: uint,
  text: z.optional(z.string().check(z.maxLength(LINE_MAX_LENGTH))),
  emote: z.optional(z.string().check(z.maxLength(16))),
});

/** All that a viewer repeats: the newest, oldest first. */
export const ViewerChatSchema = z.object({ said: z.array(SaidSchema).check(z.maxLength(SAID_MAX)) });

export type Said = z.infer<typeof SaidSchema>;
export type ViewerChat = z.infer<typeof ViewerChatSchema>;

const LineSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(VIEWER_ID_MAX_LENGTH)),
  name: z.catch(z.optional(z.string()), undefined),
  text: z.string(),
  frame: z.catch(uint, 0),
});

/** A host's chat as it is written. */
export interface HostChatValue {
  on: boolean;
  muted: string[];
  /** How often each was sent since the chat began. */
  emotes: Partial<Record<EmoteName, number>>;
  /** By number: a line that is added or let go of is a small patch. */
  lines: Record<string, Omit<ChatLine, "seq">>;
}

/** A host's chat as it is read: what is not as it should be is not there. */
export interface HeardChat {
  on: boolean;
  muted: string[];
  emotes: Map<EmoteName, number>;
  /** Oldest first. */
  lines: ChatLine[];
}

const HostChatSchema = z.object({
  on: z.boolean(),
  muted: z.catch(z.array(z.string().check(z.maxLength(VIEWER_ID_MAX_LENGTH))), []),
  emotes: z.catch(z.record(z.string(), z.unknown()), {}),
  lines: z.catch(z.record(z.string(), z.unknown()), {}),
});

/** Reads a host's chat from its JSON, or gives `undefined` where it is none. */
export function readHostChat(json: unknown): HeardChat | undefined {
  const result = HostChatSchema.safeParse(json);
  if (!result.success) return undefined;
  const { on, muted, emotes, lines } = result.data;
  const counts = new Map<EmoteName, number>();
  for (const emote of EMOTES) {
    const count = uint.safeParse(emotes[emote]);
    if (count.success) counts.set(emote, count.data);
  }
  return { on, muted: muted.slice(0, MUTED_MAX), emotes: counts, lines: readLines(lines) };
}

/** The newest of them, oldest first, each cleaned: a host's word is no better than a viewer's. */
function readLines(lines: Record<string, unknown>): ChatLine[] {
  const numbered = Object.keys(lines).filter((key) => /^[1-9]\d{0,14}$/.test(key));
  const newest = numbered.sort((a, b) => Number(a) - Number(b)).slice(-TOLD_MAX);
  return newest.flatMap((key) => {
    const line = LineSchema.safeParse(lines[key]);
    if (!line.success) return [];
    const text = cleanText(line.data.text);
    if (text === "") return [];
    const name = cleanText(line.data.name ?? "", SPEAKER_MAX_LENGTH);
    const { id, frame } = line.data;
    return [{ seq: Number(key), id, ...(name === "" ? {} : { name }), text, frame }];
  });
}
