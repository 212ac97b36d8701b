import type { JSX } from "solid-js";
import type { PlayControls } from "./play-controls.tsx";
import type { PadGroup, TouchSettings } from "./settings/index.ts";

/** Where a part of the pad was moved to, both ways that the console can be held: its style sheet knows which it is. */
function placeStyle(touch: TouchSettings, group: PadGroup): JSX.CSSProperties {
  const upright = touch.upright[group];
  const sideways = touch.sideways[group];
  return {
    "--upright-x": `${upright.x}`,
    "--upright-y": `${upright.y}`,
    "--upright-scale": `${upright.scale}`,
    "--sideways-x": `${sideways.x}`,
    "--sideways-y": `${sideways.y}`,
    "--sideways-scale": `${sideways.scale}`,
    opacity: touch.opacity,
  };
}

/** Where a part of the pad is. */
export function PadSpot(props: {
  group: PadGroup;
  controls: PlayControls | undefined;
  children: JSX.Element;
}): JSX.Element {
  const style = () => props.controls && placeStyle(props.controls.settings.touch(), props.group);
  return (
    <div class="pad-spot" data-group={props.group} style={style()}>
      {props.children}
    </div>
  );
}
