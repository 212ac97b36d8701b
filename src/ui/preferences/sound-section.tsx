import type { JSX } from "solid-js";
import type { Volume } from "../volume.ts";
import { Checkbox, Percent } from "./fields.tsx";

/** How loud it is. */
export function SoundSection(props: { volume: Volume }): JSX.Element {
  return (
    <>
      <Checkbox
        label="Mute"
        checked={props.volume.muted()}
        onChange={(muted) => muted !== props.volume.muted() && props.volume.toggleMuted()}
      />
      <Percent
        label="Volume"
        value={props.volume.volume()}
        least={0}
        onInput={(volume) => props.volume.setVolume(volume)}
      />
    </>
  );
}
