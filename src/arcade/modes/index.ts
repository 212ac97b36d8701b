/**
 * Ways to share one controller: from what each player does to what reaches the game.
 *
 * Pure: a mode is a value, and the numbers of frames are its only clock. What may not come in: the network, timers,
 * and anything of how players are heard. The rules of each are told in docs/modes.md.
 *
 * @module
 */
import { Anarchy } from "./anarchy.ts";
import { Baton } from "./baton.ts";
import { Democracy } from "./democracy.ts";
import type { Mode } from "./mode.ts";
import { Seats } from "./seats.ts";
import type { ModeSettings } from "./types.ts";

export { type Hand, joinCounted, type Mode } from "./mode.ts";
export {
  isModeType,
  type Limits,
  MODE_LIMITS,
  MODE_TYPES,
  type ModeType,
  type ModeWishes,
  makeModeSettings,
} from "./settings.ts";
export type * from "./types.ts";

/** A mode as it begins: nobody has voted, the baton lies there, the seats are free. */
export function beginMode(settings: ModeSettings): Mode {
  switch (settings.type) {
    case "anarchy":
      return new Anarchy();
    case "democracy":
      return new Democracy(settings.window);
    case "baton":
      return new Baton(settings.idle);
    case "seats":
      return Seats.begin(settings.seats, settings.idle);
    default:
      return settings satisfies never;
  }
}

/** The same mode set otherwise goes on as it stands; another begins anew, and so do seats that are dealt anew. */
export function changeMode(mode: Mode, settings: ModeSettings): Mode {
  if (settings.type === "democracy" && mode instanceof Democracy) return mode.lasting(settings.window);
  if (settings.type === "baton" && mode instanceof Baton) return mode.resting(settings.idle);
  if (settings.type === "seats" && mode instanceof Seats && mode.count === settings.seats)
    return mode.resting(settings.idle);
  return beginMode(settings);
}
