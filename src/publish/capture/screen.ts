/** A screen, a window or a tab, with its sound where the browser gives it. */
import { makeOnce } from "./once.ts";
import { type Source, unsupported } from "./source.ts";

export interface ScreenOptions {
  /** Whether to ask for its sound too. Default `true`. */
  audio?: boolean;
}

/** Asks a person for a screen. To be called within a gesture. */
export function makeScreen({ audio = true }: ScreenOptions = {}): Source {
  return makeOnce("screen", async () => {
    const media = navigator.mediaDevices as Partial<MediaDevices> | undefined;
    if (!media?.getDisplayMedia) throw unsupported();
    const stream = await media.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio });
    const tracks = stream.getTracks();
    const label = stream.getVideoTracks()[0]?.label || "A screen";
    return { label, tracks, ended: "Sharing was stopped. Share again to go on." };
  });
}
