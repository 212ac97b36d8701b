/** WebCodecs under Node, and in what its encoders differ from a browser's. */
import type { VideoSettings } from "../publish/encode.ts";

/**
 * What `@napi-rs/webcodecs` makes of H.264. Its profile is High, whichever it is asked for. Its `realtime` makes a
 * keyframe of each tenth picture, which is all by which it differs from `quality`: neither keeps a picture back.
 */
export const NODE_ENCODER = {
  profile: "high",
  latencyMode: "quality",
} as const satisfies Partial<VideoSettings>;

/**
 * Puts WebCodecs where browsers have it.
 *
 * @throws {Error} a sentence, where there is no build for this machine
 */
export async function loadCodecs(): Promise<void> {
  try {
    await import("@napi-rs/webcodecs/polyfill");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `H.264 and Opus cannot be encoded on this machine: the package @napi-rs/webcodecs has no build for it (${why}).`,
      { cause },
    );
  }
}
