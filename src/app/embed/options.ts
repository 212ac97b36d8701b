/** What the address of a game in a frame asks for. */

export interface EmbedOptions {
  /** Whether there is sound from the start. */
  sound: boolean;
  /** Whether there is anything around the picture but a line below it. */
  controls: boolean;
  /** Whether who visits plays, or only watches. */
  plays: boolean;
  /** The origin of the one page that is told anything and may command; any page around the frame, if it is not given. */
  parent: string | undefined;
}

export type EmbedOptionsResult = { options: EmbedOptions } | { error: string };

/** @param search the address's query. What is unknown in it is passed over; a `parent` that is none is an error, since it is there to keep others out. */
export function readEmbedOptions(search: string): EmbedOptionsResult {
  const query = new URLSearchParams(search);
  const parent = query.get("parent") ?? undefined;
  if (parent !== undefined && originOf(parent) !== parent) {
    return { error: `?parent=${parent} is no origin. Write it as https://blog.example, without a path.` };
  }
  const isOn = (name: string) => query.get(name) !== "0";
  return { options: { sound: isOn("sound"), controls: isOn("controls"), plays: isOn("play"), parent } };
}

function originOf(text: string): string | undefined {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).origin;
}
