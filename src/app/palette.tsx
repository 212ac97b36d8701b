/** The palette of games without colour, kept from one visit to the next. */
import { type Accessor, createSignal, type JSX } from "solid-js";
import { DEFAULT_PALETTE, isPaletteName, type PaletteName } from "../../emulator/index.ts";
import { PALETTE_CHOICES } from "../arcade/palettes.ts";
import { PaletteField, pageStorage } from "../ui/index.ts";

const KEY = "moq-arcade.palette";

export interface KeptPalette {
  name: Accessor<PaletteName>;
  /** Another one, by its name; what is no name is not taken. */
  choose(name: string): void;
}

/** What was chosen last. @param storage where it is kept, if anywhere */
export function createPalette(storage = pageStorage()): KeptPalette {
  const [name, setName] = createSignal(load(storage));
  return {
    name,
    choose(next) {
      if (!isPaletteName(next)) return;
      setName(next);
      try {
        storage?.setItem(KEY, next);
      } catch {
        // Full or forbidden: it is only a convenience.
      }
    },
  };
}

function load(storage: Storage | undefined): PaletteName {
  try {
    const kept = storage?.getItem(KEY);
    return isPaletteName(kept) ? kept : DEFAULT_PALETTE;
  } catch {
    return DEFAULT_PALETTE;
  }
}

/** Chooses a palette. */
export function PaletteChooser(props: { palette: KeptPalette; text: string }): JSX.Element {
  return (
    <PaletteField
      value={props.palette.name()}
      choices={PALETTE_CHOICES}
      text={props.text}
      onChoose={(name) => props.palette.choose(name)}
    />
  );
}
