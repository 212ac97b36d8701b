/**
 * What host and viewers say to each other, checked at the border.
 *
 * Kept compatible with upstream's moq-boy: what is ours are extra fields, which it ignores. See docs/wire.md.
 */
import * as z from "zod/mini";
import { BUTTONS } from "../../../emulator/index.ts";

/** The track of our hosts' picture. What a game really offers, its catalog says. */
export const VIDEO_TRACK = "video";
/** Tracks of what was done with the machine: the last while, and all of it. */
export const REPLAY_TRACK = "replay";
export const SESSION_TRACK = "session";

/** The longest command, in bytes; a longer one is not looked at. */
export const COMMAND_MAX_BYTES = 4096;

/** How many edges a command repeats at most: what a lost command held is in the next one. */
export const EDGES_MAX = 32;

const uint = z.number().check(z.int(), z.gte(0));

/** A press or a release. */
const EdgeSchema = z.object({
  /** Counts this viewer's edges from 1. */
  seq: uint,
  button: z.enum(BUTTONS),
  down: z.boolean(),
});

/** A viewer's command. Buttons that are not known are let go: another console may have more. */
export const CommandSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("buttons"),
    /** What is held now. */
    buttons: z.array(z.string().check(z.maxLength(16))).check(z.maxLength(16)),
    /** Ours: how this came about, the newest edges, oldest first. */
    edges: z.optional(z.array(EdgeSchema).check(z.maxLength(EDGES_MAX))),
  }),
  z.object({
    type: z.literal("reset"),
    /** Ours: a reset is carried out once, however often it is read. */
    seq: z.optional(uint),
  }),
]);

export type Command = z.infer<typeof CommandSchema>;
export type Edge = z.infer<typeof EdgeSchema>;

/** The longest a viewer's id may be. */
export const VIEWER_ID_MAX_LENGTH = 64;

/** The longest a host's notice may be. */
const NOTICE_MAX_LENGTH = 256;

const ViewerSchema = z.object({
  /** What this viewer holds. */
  buttons: z.array(z.string()),
  /** The last edge of this viewer's that was applied. */
  seq: uint,
  /** The frame that it was applied on. */
  frame: uint,
});

const LatencySchema = z.record(z.string(), z.array(z.object({ label: z.string(), ms: z.number() })));

const StatsSchema = z.object({
  video_secs: z.number(),
  audio_secs: z.number(),
  emulation_secs: z.number(),
  wall_secs: z.number(),
});

/**
 * The host's status. Fields that moq-boy lacks are optional, so that its games can be watched; what is not as it
 * should be is read as not being there, since the rest is still worth having.
 */
export const StatusSchema = z.object({
  buttons: z.array(z.string()),
  /** By viewer; moq-boy's has those who have pressed something. */
  latency: z.catch(LatencySchema, {}),
  stats: z.catch(z.optional(StatsSchema), undefined),
  location: z.catch(z.optional(z.string()), undefined),
  /** Ours. */
  paused: z.catch(z.optional(z.boolean()), undefined),
  /** Ours: a sentence for everybody, while there is something to say. */
  notice: z.catch(z.optional(z.string().check(z.maxLength(NOTICE_MAX_LENGTH))), undefined),
  /** Ours: each viewer by its id. */
  viewers: z.catch(z.optional(z.record(z.string(), ViewerSchema)), undefined),
});

export type Status = z.infer<typeof StatusSchema>;
