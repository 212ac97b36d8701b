import type { JSX } from "solid-js";
import type { Measured, PlayFigure } from "../../arcade/types.ts";
import { createAccessor } from "../accessor.ts";
import { PLAY_PLOTS } from "./plots.ts";
import StatisticsPanel from "./statistics-panel.tsx";

/** How a game that is watched comes through, and has over the last minutes. */
export default function PlayStatistics(props: {
  measured: Measured<PlayFigure>;
  onClose: () => void;
}): JSX.Element {
  const sampled = createAccessor(props.measured.sampled);
  return (
    <StatisticsPanel
      history={props.measured.history}
      sampled={sampled()}
      plots={PLAY_PLOTS}
      onClose={props.onClose}
    />
  );
}
