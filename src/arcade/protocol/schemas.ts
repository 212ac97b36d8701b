/**
 * What host and viewers say to each other, checked at the border.
 *
 * Kept compatible with upstream's moq-boy: what is ours are extra fields, which it ignores. See docs/wire.md.
 */
import * as z from "zod/mini";
import { BUTTONS } from "../../../emulator/index.ts";
import { cleanDisplayName } from "../display-name.ts";
import type { ModeRequest, ModeStatus } from "../modes/types.ts";
import { permissionsOf } from "../permissions.ts";
import { EDGES_MAX, REQUESTS_MAX } from "./names.ts";

/** The longest command, in bytes; a longer one is not looked at. */
export const COMMAND_MAX_BYTES = 4096;

/** The longest a viewer's id may be. */
export const VIEWER_ID_MAX_LENGTH = 64;

const uint = z.number().check(z.int(), z.gte(0));

/** A display name, cleaned; what is none is read as not being there. */
const DisplayNameSchema = z.catch(
  z.optional(z.pipe(z.string().check(z.maxLength(256)), z.transform(cleanDisplayName))),
  undefined,
);

/** The longest latency that a viewer can tell, in milliseconds. */
const LATENCY_MAX_MS = 60_000;

/** What moq-boy's `latency` calls what our viewers measure. */
export const LATENCY_LABEL = "input to picture";

/** How many states a host keeps for a game. */
export const SLOTS = 6;

/** A press or a release. */
const EdgeSchema = z.object({
  /** Counts this viewer's edges from 1. */
  seq: uint,
  button: z.enum(BUTTONS),
  down: z.boolean(),
});

/** What a viewer asks for, of the way the controller is shared. What a later build may ask for is read, and means nothing. */
const RequestSchema = z.object({
  /** Counts with the edges. */
  seq: uint,
  type: z.string().check(z.maxLength(16)),
  seat: z.optional(uint),
  slot: z.optional(uint),
  /** A viewer's id. */
  to: z.optional(z.string().check(z.maxLength(VIEWER_ID_MAX_LENGTH))),
});

/** Which run of the host it is for, as that tells; what is no number is read as not being there. */
const RunSchema = z.catch(z.optional(uint), undefined);

/** A viewer's command. Buttons that are not known are let go: another console may have more. */
export const CommandSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("buttons"),
    /** What is held now. */
    buttons: z.array(z.string().check(z.maxLength(16))).check(z.maxLength(16)),
    /** Ours: how this came about, the newest edges, oldest first. */
    edges: z.optional(z.array(EdgeSchema).check(z.maxLength(EDGES_MAX))),
    /** Ours: the newest requests, oldest first. */
    requests: z.optional(z.array(RequestSchema).check(z.maxLength(REQUESTS_MAX))),
    /** Ours: the run of the host that is heard, and the number of the last edge or request before that was. */
    run: RunSchema,
    after: z.catch(z.optional(uint), undefined),
    /** Ours: whether the key for going fast is held. */
    fast: z.catch(z.optional(z.boolean()), undefined),
    /** Ours: what the viewer calls itself. */
    name: DisplayNameSchema,
    /** Ours: the median of its newest times from input to picture, in milliseconds. */
    latency: z.catch(z.optional(z.number().check(z.gte(0), z.lte(LATENCY_MAX_MS))), undefined),
  }),
  z.object({
    type: z.literal("reset"),
    /** Ours: a reset is carried out once, however often it is read. */
    seq: z.optional(uint),
    run: RunSchema,
  }),
]);

export type Command = z.infer<typeof CommandSchema>;
export type Edge = z.infer<typeof EdgeSchema>;
export type Request = z.infer<typeof RequestSchema>;

/** What is asked for, or `undefined` where this build does not know it. */
export function readRequest({
  type,
  seat,
  to,
}: Pick<Request, "type" | "seat" | "to">): ModeRequest | undefined {
  switch (type) {
    case "ask-baton":
    case "pass-baton":
    case "leave-seat":
      return { type };
    case "give-baton":
      return to === undefined ? undefined : { type, to };
    case "take-seat":
      return seat === undefined ? undefined : { type, seat };
    default:
      return undefined;
  }
}

/** What a player asks of the machine: to save it into a slot, or to go on from one. */
export type MachineRequest = { type: "save-slot" | "load-slot"; slot: number };

/** What is asked of the machine, or `undefined` where it is something else. */
export function readMachineRequest({
  type,
  slot,
}: Pick<Request, "type" | "slot">): MachineRequest | undefined {
  if (type !== "save-slot" && type !== "load-slot") return undefined;
  return slot === undefined || slot >= SLOTS ? undefined : { type, slot };
}

/** Seconds of a frame that a host may tell: from a thousandth to one. */
const FrameDurationSchema = z
  .object({ numerator: uint, denominator: uint })
  .check(
    z.refine(({ numerator, denominator }) => numerator <= denominator && denominator <= numerator * 1000),
  );

/** The longest a host's notice may be. */
const NOTICE_MAX_LENGTH = 256;

/** The longest round trip that is believed, in milliseconds. */
const RTT_MAX_MS = 60_000;

const ViewerSchema = z.object({
  /** What this viewer holds. */
  buttons: z.array(z.string()),
  /** What of it, or in its name, reaches the game; the same where it is not told. */
  counted: z.catch(z.optional(z.array(z.string())), undefined),
  /** What it votes for. */
  vote: z.catch(z.optional(z.string()), undefined),
  /** What it calls itself. */
  name: DisplayNameSchema,
  /** The host has muted it: what it holds does not count. */
  muted: z.catch(z.optional(z.boolean()), undefined),
  /** The last edge of this viewer's that was applied. */
  seq: uint,
  /** The frame that it was applied on. */
  frame: uint,
});

/** Players at most who are told that they were removed. */
export const REMOVED_MAX = 64;

/** Words that mean nothing to this build are passed over. */
const AllowedSchema = z.pipe(
  z.array(z.string()).check(z.maxLength(64)),
  z.transform((names: string[]) => permissionsOf(names)),
);

/** The longest name of a mode that is read, in characters. */
const MODE_NAME_MAX_LENGTH = 32;
/** Seats at most: no pad has more buttons to deal out. */
const SEATS_MAX = 16;

/** Players at most who can wait. */
const WAITING_MAX = 1_024;

const SeatSchema = z.object({
  buttons: z.readonly(z.array(z.string())),
  player: z.optional(z.string()),
  left: z.optional(uint),
});

const seconds = z.number().check(z.gte(0));

const KnownModeSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("anarchy") }),
  z.object({
    type: z.literal("democracy"),
    window: seconds,
    tally: z.record(z.string(), uint),
    closes: z.optional(uint),
    won: z.optional(z.object({ button: z.string(), votes: uint, of: uint })),
  }),
  z.object({
    type: z.literal("baton"),
    idle: seconds,
    holder: z.optional(z.string()),
    waiting: z.readonly(z.array(z.string()).check(z.maxLength(WAITING_MAX))),
    left: z.optional(uint),
  }),
  z.object({
    type: z.literal("seats"),
    idle: seconds,
    seats: z.readonly(z.array(SeatSchema).check(z.maxLength(SEATS_MAX))),
  }),
]);

/** Of a mode that this build does not know, or not like this, the name is read. */
const ModeSchema = z.union([
  KnownModeSchema,
  z.pipe(
    z.object({ type: z.string().check(z.minLength(1), z.maxLength(MODE_NAME_MAX_LENGTH)) }),
    z.transform(({ type }): ModeStatus => ({ type: "other", name: type })),
  ),
]);

/**
 * What is told of each viewer, by its id. (A record of zod's would leave the viewer `__proto__` out.) Whoever looks an
 * id up in it asks for the object's own: it may be `constructor`.
 */
function byViewer<Told>(schema: z.ZodMiniType<Told>) {
  const values = z.array(schema);
  return z.pipe(
    z.custom<object>(isRecord),
    z.transform((told: object, context): Record<string, Told> => {
      const read = values.safeParse(Object.values(told));
      if (read.success)
        return Object.fromEntries(Object.keys(told).map((id, at) => [id, read.data[at] as Told]));
      context.issues.push({ code: "custom", message: read.error.message, input: told });
      return {};
    }),
  );
}

const isRecord = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

const LatencySchema = byViewer(z.array(z.object({ label: z.string(), ms: z.number() })));

const StatsSchema = z.object({
  video_secs: z.number(),
  audio_secs: z.number(),
  emulation_secs: z.number(),
  wall_secs: z.number(),
  /** Ours: mean times of a frame, in milliseconds. */
  emulation_ms: z.catch(z.optional(z.number()), undefined),
  encode_ms: z.catch(z.optional(z.number()), undefined),
});

/** Four colours as 0xRRGGBB, the lightest first. */
const PaletteSchema = z.array(uint.check(z.lte(0xffffff))).check(z.length(4));

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
  /** Ours: who has paused, where it is not for want of viewers. */
  pausedBy: z.catch(z.optional(z.literal("host")), undefined),
  /** Ours: how many times as fast the game runs, while that is not once. */
  speed: z.catch(z.optional(z.number().check(z.gt(0), z.lte(64))), undefined),
  /** Ours: what every viewer may do. Where it is not told, all that moq-boy's may. */
  allowed: z.catch(z.optional(AllowedSchema), undefined),
  /** Ours, where viewers may load them: when each slot was saved, in seconds since the epoch; null where it is empty. */
  slots: z.catch(z.optional(z.array(z.nullable(uint)).check(z.maxLength(SLOTS))), undefined),
  /** Ours: those who are not listened to any more, by their ids. */
  removed: z.catch(z.optional(z.array(z.string()).check(z.maxLength(REMOVED_MAX))), undefined),
  /** Ours: a sentence for everybody, while there is something to say. */
  notice: z.catch(z.optional(z.string().check(z.maxLength(NOTICE_MAX_LENGTH))), undefined),
  /** Ours: names this run of the host, and no other; when it began, in milliseconds since the epoch. */
  run: RunSchema,
  /** Ours: how the controller is shared. */
  mode: z.catch(z.optional(ModeSchema), undefined),
  /** Ours, where the console has no colours of its own: what its shades are shown in. */
  palette: z.catch(z.optional(PaletteSchema), undefined),
  /** Ours: how long a frame is, in seconds. Where it is not told, as long as a Game Boy's. */
  frameDuration: z.catch(z.optional(FrameDurationSchema), undefined),
  /** Ours: from the host to the relay and back, in milliseconds. */
  rtt: z.catch(z.optional(uint.check(z.lte(RTT_MAX_MS))), undefined),
  /** Ours: each viewer by its id. */
  viewers: z.catch(z.optional(byViewer(ViewerSchema)), undefined),
});

export type Status = z.infer<typeof StatusSchema>;
