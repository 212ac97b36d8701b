import { type JSX, Show } from "solid-js";
import type { PlayControls } from "../play-controls.tsx";
import type { PictureSettings } from "../settings/index.ts";
import { Checkbox, Radio } from "./fields.tsx";

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
