import type { JSX } from "solid-js";
import type { PlayControls } from "../play-controls.tsx";
import { OPACITY_MIN, type TouchSettings } from "../settings/index.ts";
import { Checkbox, Percent } from "./fields.tsx";

/** The pad on the screen. */
export function TouchSection(props: { controls: PlayControls }): JSX.Element {
  const { settings } = props.controls;
  const change = (some: Partial<TouchSettings>) => settings.set("touch", { ...settings.touch(), ...some });
  return (
    <>
      <Checkbox
        label="Pad on the screen"
        text="Without it the picture has the room: for keys and gamepads."
        checked={settings.touch().shown}
        onChange={(shown) => change({ shown })}
      />
      <Checkbox
        label="Left-handed"
        text="The cross is on the right, A and B are on the left."
        checked={settings.touch().mirrored}
        onChange={(mirrored) => change({ mirrored })}
      />
      <Percent
        label="Opacity"
        value={settings.touch().opacity}
        least={OPACITY_MIN}
        onInput={(opacity) => change({ opacity })}
      />
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={!settings.touch().shown}
          onClick={() => props.controls.show("pad-editor")}
        >
          Move and size it
        </button>
        <button type="button" class="button" onClick={() => settings.reset("touch")}>
          As it was at first
        </button>
      </div>
      <p class="settings-hint">Upright and sideways are kept apart: turn the phone, and move it there too.</p>
    </>
  );
}
