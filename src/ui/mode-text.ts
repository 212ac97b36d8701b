/** How a way to share the controller is told in words. */
import type { ModeOutline, ModeSettings, ModeStatus, Player } from "../arcade/types.ts";
import { BUTTON_LABELS, BUTTONS } from "./buttons.ts";

/** What each is called. */
export const MODE_NAMES: Readonly<Record<ModeSettings["type"], string>> = {
  anarchy: "Anarchy",
  democracy: "Democracy",
  baton: "Baton",
  seats: "Seats",
};

/** What each does, in a sentence. */
export const MODE_RULES: Readonly<Record<ModeSettings["type"], string>> = {
  anarchy: "Everybody plays at once: all held buttons are joined.",
  democracy: "Votes are counted, and the button with the most is pressed.",
  baton: "One plays, and passes the baton on; who rests loses it.",
  seats: "The buttons are dealt out; whoever has no seat watches.",
};

/** What takes room of it. */
export function outlineOf(mode: ModeStatus | undefined): ModeOutline {
  if (!mode) return {};
  return mode.type === "seats" ? { type: mode.type, seats: mode.seats.length } : { type: mode.type };
}

/** Buttons as they are read aloud, in the console's order; names of none are left out. */
export function buttonsInWords(buttons: readonly string[]): string {
  return BUTTONS.filter((button) => buttons.includes(button))
    .map((button) => BUTTON_LABELS[button])
    .join(", ");
}

/** What a player is called in a sentence, by its id. Text from the network. */
export type Naming = (id: string) => string;

/** Of so many who were here it is remembered what they called themselves: more than are waited for. */
const REMEMBERED_MAX = 512;

/** Players are called what they call themselves; who is not there any more, and is waited for, is away. It remembers them. */
export function makeNaming(): (players: readonly Player[], own: string | undefined) => Naming {
  const remembered = new Map<string, string>();
  return (players, own) => {
    const names = new Map(players.map(({ id, name = id }) => [id, name]));
    for (const [id, name] of names) {
      remembered.delete(id);
      remembered.set(id, name);
    }
    for (const id of remembered.keys()) {
      if (remembered.size <= REMEMBERED_MAX) break;
      remembered.delete(id);
    }
    return (id) => (id === own ? "you" : (names.get(id) ?? `${remembered.get(id) ?? id} (away)`));
  };
}

/** Who has the baton. A sentence begins with a capital; a player's name stays as it is. */
export function batonText(holder: string | undefined, own: string | undefined, naming: Naming): string {
  if (holder === undefined) return "The baton is free";
  return holder === own ? "You have the baton" : `${naming(holder)} has the baton`;
}

/** What is worth saying aloud when it changes. */
export function announcement(mode: ModeStatus, own: string | undefined, naming: Naming): string {
  switch (mode.type) {
    case "anarchy":
    case "democracy":
      return `${MODE_NAMES[mode.type]}. ${MODE_RULES[mode.type]}`;
    case "baton":
      return `${batonText(mode.holder, own, naming)}.`;
    case "seats": {
      const seat = mode.seats.find(({ player }) => player !== undefined && player === own);
      return seat ? `You play ${buttonsInWords(seat.buttons)}.` : "You have no seat: take one to play.";
    }
    case "other":
      return `The controller is shared in a way that this page does not know: ${mode.name}.`;
    default:
      return mode satisfies never;
  }
}
