/** Measuring one player in one row, once. */
import { setTimeout as sleep } from "node:timers/promises";
import { playValues, soundValues } from "./figures.ts";
import { busiest, processorTime, renderers, residentBytes } from "./memory.ts";
import { SCENES } from "./page/scene.ts";
import type { EntrantName, Row, Values } from "./rows.ts";
import type { PlayerPage, SenderPage, Stage } from "./stage.ts";

/** What begins is not what runs: decoders start, estimates settle, and what sound needs is seen over some seconds. */
const SETTLE_MS = 8_000;

/** What was captured is on its way for less than this, and told of by then. */
const ON_THE_WAY_MS = 1_500;

/** How long the sender is alone, for its process to be known. */
const ALONE_MS = 1_500;

const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;

/** @param seconds how long it is looked at; half a minute at least where memory is weighed */
export function measure(
  stage: Stage,
  sender: SenderPage,
  row: Row,
  entrant: EntrantName,
  seconds: number,
): Promise<Values> {
  return row.kind === "memory"
    ? weigh(stage, sender, row, entrant, seconds)
    : stage.withPlayer(entrant, row.latency, sender, (player) => watch(stage, player, sender, row, seconds));
}

async function watch(
  stage: Stage,
  player: PlayerPage,
  sender: SenderPage,
  row: Row,
  seconds: number,
): Promise<Values> {
  await sleep(SETTLE_MS);
  await sender.begin();
  await sleep(ON_THE_WAY_MS);
  await player.begin(row.kind !== "sound");
  const [before, beganMs] = [await processorTime(stage.browser), performance.now()];
  await sleep(seconds * 1000);
  const [after, tookMs] = [await processorTime(stage.browser), performance.now() - beganMs];
  const observed = await player.end();
  const share = (took: number) => (took / (tookMs / 1000)) * 100;
  const processor = {
    "processor, whole browser": share(after.all - before.all),
    "processor, drawing of pages": share(after.drawing - before.drawing),
  };
  await sleep(ON_THE_WAY_MS);
  const sent = await sender.take();
  if (row.kind === "sound") return { ...soundValues(observed, sent, SCENES[row.scene]), ...processor };
  // From the player's time since it was opened to the sender's wall clock.
  const offsetMs = (await player.timeOrigin()) + player.offsetMs - sender.offsetMs;
  return { ...playValues(observed, sent, SCENES[row.scene], offsetMs), ...processor };
}

async function weigh(
  stage: Stage,
  sender: SenderPage,
  row: Row,
  entrant: EntrantName,
  seconds: number,
): Promise<Values> {
  // The sender's process draws whether anybody watches or not, and nothing else does anything now.
  const idle = await renderers(stage.browser);
  await sleep(ALONE_MS);
  const before = await renderers(stage.browser);
  const sendersProcess = busiest(idle, before);
  return stage.withPlayer(entrant, row.latency, sender, async (player) => {
    const beganMs = performance.now();
    const firstMs = Math.min(MINUTE_MS, (seconds * 1000) / 2);
    const at = async (ms: number) => {
      await sleep(Math.max(0, beganMs + ms - performance.now()));
      const id = busiest(before, await renderers(stage.browser), sendersProcess);
      if (id === undefined) throw new Error("the player has no process of its own");
      // Before it is weighed by the browser, which collects garbage for it.
      const resident = residentBytes(id) / MIB;
      return { resident, own: (await player.memoryBytes()) / MIB };
    };
    const first = await at(firstMs);
    const last = await at(seconds * 1000);
    return {
      "page and Workers, after a minute": first.own,
      "page and Workers, at the end": last.own,
      "process, after a minute": first.resident,
      "process, at the end": last.resident,
    };
  });
}
