import { type JSX, Show } from "solid-js";
import { PALETTE_CHOICES } from "../../arcade/palettes.ts";
import { PaletteField } from "../palette-field.tsx";
import type { PlayControls } from "../play-controls.tsx";
import type { LookSettings, PictureSettings, Settings } from "../settings/index.ts";
import { Checkbox, Radio } from "./fields.tsx";

const AS_SENT = { value: "", label: "As the host has it", colors: [] };

/** What a viewer alone sees. */
function LookFields(props: { settings: Settings; hasShades: boolean }): JSX.Element {
  const look = () => props.settings.look();
  const change = (some: Partial<LookSettings>) => props.settings.set("look", { ...look(), ...some });
  return (
    <>
      <Checkbox
        label="Ghosting"
        text="Each picture is blended with the one before, as on a slow LCD: what flickers is see-through."
        checked={look().ghosting}
        onChange={(ghosting) => change({ ghosting })}
      />
      <PaletteField
        value={look().palette}
        choices={[AS_SENT, ...PALETTE_CHOICES]}
        text={
          props.hasShades
            ? "This game has no colours of its own: what you choose you alone see."
            : "For games without colours of their own. This one has its own, or its host does not say."
        }
        onChoose={(palette) => change({ palette })}
      />
    </>
  );
}

/** What the picture looks like here. */
export function PictureSection(props: { controls: PlayControls }): JSX.Element {
  const { settings, fullScreen, pictureInPicture } = props.controls;
  const change = (some: Partial<PictureSettings>) =>
    settings.set("picture", { ...settings.picture(), ...some });
  return (
    <>
      <fieldset class="settings-group">
        <legend class="field-label">Size</legend>
        <Radio
          name="fit"
          label="Whole pixels"
          text="Each of the game's pixels is as large as any other."
          checked={settings.picture().fit === "whole"}
          onChoose={() => change({ fit: "whole" })}
        />
        <Radio
          name="fit"
          label="Fill"
          text="As large as there is room for."
          checked={settings.picture().fit === "fill"}
          onChoose={() => change({ fit: "fill" })}
        />
      </fieldset>
      <Checkbox
        label="LCD"
        text="Gaps between the pixels, where they are whole and large enough."
        checked={settings.picture().lcd}
        disabled={settings.picture().fit === "fill"}
        onChange={(lcd) => change({ lcd })}
      />
      <Show when={props.controls.hasShades}>
        {(hasShades) => <LookFields settings={settings} hasShades={hasShades()()} />}
      </Show>
      <div class="actions">
        <Show when={fullScreen.isPossible}>
          <button type="button" class="button" onClick={() => fullScreen.toggle()}>
            {fullScreen.isOn() ? "Leave full screen" : "Full screen"}
          </button>
        </Show>
        <Show when={pictureInPicture.isPossible}>
          <button type="button" class="button" onClick={() => pictureInPicture.toggle()}>
            {pictureInPicture.isOn() ? "Back into the page" : "Window on top"}
          </button>
        </Show>
      </div>
    </>
  );
}
