/**
 * A recorded game as a test: a clip is replayed under vitest, at full speed, and looked at on the way.
 *
 * Importing this registers the matchers. Beside the layers: it imports `emulator` and `headless`, and nothing imports it
 * but tests.
 *
 * - `replay.ts`: a clip that is played again. `matchers.ts`: what is expected of it, and the types for vitest.
 * - `pictures.ts`: the matchers that compare pictures. `folder.ts`: where pictures are kept. `message.ts`: how a failure reads.
 *
 * @module
 */

export type { Clip, Comparison, Divergence, Picture } from "../../emulator/clip/index.ts";
export type { Button, Core } from "../../emulator/index.ts";
export { HeadlessError, type HeadlessReason, type Image, type Source } from "../headless/index.ts";
export type { ReplayMatchers } from "./matchers.ts";

import "./matchers.ts";

export { type FrameRange, type Replay, type ReplayOptions, replay } from "./replay.ts";
