import type { JSX } from "solid-js";
import type { HostFigure, Measured } from "../../arcade/types.ts";
import { createAccessor } from "../accessor.ts";
import { HOST_PLOTS } from "./plots.ts";
import StatisticsPanel from "./statistics-panel.tsx";

/** What hosting costs, and for whom, and has over the last minutes. */
export default function HostStatistics(props: {
  measured: Measured<HostFigure>;
  onClose: () => void;
}): JSX.Element {
  const sampled = createAccessor(props.measured.sampled);
  return (
    <StatisticsPanel
      history={props.measured.history}
      sampled={sampled()}
      plots={HOST_PLOTS}
      onClose={props.onClose}
    />
  );
}
