/** What viewers tell of theirs, in the status. */
import { LATENCY_LABEL, type Status } from "../protocol/index.ts";
import type { PlayerView } from "./players.ts";

/** As moq-boy tells it. */
export function latencies(views: readonly PlayerView[]): Status["latency"] {
  return Object.fromEntries(
    views.flatMap(({ id, latencyMs }) =>
      latencyMs === undefined ? [] : [[id, [{ label: LATENCY_LABEL, ms: latencyMs }]]],
    ),
  );
}
