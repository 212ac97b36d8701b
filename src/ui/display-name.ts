/** What a player is called among the others, kept from one visit to the next. */
import { type Accessor, createEffect, createSignal } from "solid-js";
import { pageStorage } from "./storage.ts";

const KEY = "moq-arcade.display-name";

/** The longest that can be typed; what is left of it when it is cleaned is at most as long. */
export const NAME_FIELD_MAX_LENGTH = 24;

export interface DisplayName {
  /** Empty where there is none. */
  name: Accessor<string>;
  setName(name: string): void;
}

/** The name that was given last, told to `sink` now and whenever it changes. @param storage where it is kept, if anywhere */
export function createDisplayName(
  sink: { setDisplayName(name: string): void },
  storage = pageStorage(),
): DisplayName {
  const [name, setName] = createSignal(load(storage));
  createEffect(() => sink.setDisplayName(name()));
  return {
    name,
    setName(next) {
      const trimmed = next.trim();
      setName(trimmed);
      try {
        if (trimmed === "") storage?.removeItem(KEY);
        else storage?.setItem(KEY, trimmed);
      } catch {
        // Full or forbidden: it is only a convenience.
      }
    },
  };
}

function load(storage: Storage | undefined): string {
  try {
    return storage?.getItem(KEY)?.slice(0, NAME_FIELD_MAX_LENGTH) ?? "";
  } catch {
    return "";
  }
}
