/** Gathers, in a page, what the codecs of the page and its Workers tell of their times. */
import { type AllTimes, CHANNEL, type CodecTimes, noTimes } from "./codec-times-told.ts";

let gathered: AllTimes | undefined;

new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }: MessageEvent<CodecTimes>) => {
  gathered?.[data.codec].push(...data.ms);
});

/** Begins to gather. */
export function gatherTimes(): void {
  gathered = noTimes();
}

/** Ends it, and hands over what came. */
export function takeTimes(): AllTimes {
  const taken = gathered ?? noTimes();
  gathered = undefined;
  return taken;
}
