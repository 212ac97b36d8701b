/** What a game in a frame and the page around it say to each other: docs/embed.md. */
import * as z from "zod/mini";
import type { PlayStatus } from "../../arcade/index.ts";

/** In each message, both ways. What is added to a version is more types, and more fields. */
export const EMBED_VERSION = 1;

/** What the frame tells. Names are text from the network. */
export type EmbedEvent =
  | { type: "ready"; name: string; plays: boolean }
  /** `text`: the same in words, for people. */
  | { type: "status"; state: PlayStatus["state"]; text: string }
  /** By their names; the host is `host`. */
  | { type: "players"; count: number; players: readonly string[] }
  /** How the controller is shared. */
  | { type: "mode"; mode: string }
  /** `volume`: 0 to 1. */
  | { type: "sound"; muted: boolean; volume: number }
  /** In the picture's own pixels. */
  | { type: "picture"; width: number; height: number };

const COMMON = { target: z.literal("moq-arcade"), version: z.literal(EMBED_VERSION) };

/** What the page around may ask for. */
export const EmbedCommandSchema = z.discriminatedUnion("type", [
  /** Everything once more: for a page that begins to listen late. */
  z.object({ ...COMMON, type: z.literal("hello") }),
  z.object({ ...COMMON, type: z.literal("mute"), muted: z.boolean() }),
  z.object({ ...COMMON, type: z.literal("volume"), volume: z.number().check(z.gte(0), z.lte(1)) }),
]);

export type EmbedCommand = z.infer<typeof EmbedCommandSchema>;
