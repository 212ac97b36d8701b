/** MSF's tracks from a seed. */
import type { Track } from "../msf/index.ts";
import type { Random } from "./random.ts";

/** A few tracks, of which some are of no use. */
export function tracks(random: Random): Track[] {
  const some = <T>(list: readonly T[]): T | undefined => (random.chance(0.5) ? random.pick(list) : undefined);
  return Array.from({ length: random.below(5) }, (_, i) => {
    const track: Track = {
      name: `track ${i}`,
      packaging: random.pick(["loc", "cmaf", "legacy", "mediatimeline", "something"]),
      isLive: some([true, false]),
      role: some(["video", "audio", "caption", "other"]),
      codec: some(["vp8", "opus"]),
      width: some([1, 1920]),
      framerate: some([0, 59.94]),
      channelConfig: some(["1", "2", "5.1"]),
      initData: some(["AAAA", "AAAB", ""]),
      altGroup: some([-1, 2]),
      jitter: some([0, 17]),
    };
    return JSON.parse(JSON.stringify(track)) as Track;
  });
}
