/** A game that is recorded onto tracks in this process, and read from them. */
import { type Core, createGameBoy } from "../../../emulator/index.ts";
import { generator } from "../../../emulator/testing/rom.ts";
import { Broadcast, Time } from "../../net/lite.ts";
import { REPLAY, ReplayPublisher, SESSION } from "../host/replay.ts";
import { GAME_BOY_CLOCK } from "../protocol/index.ts";

/** A machine with both tracks, as the host's loop works them. */
export function makeReplayHost(core: Core, rom: Uint8Array) {
  const emulator = createGameBoy({ core, rom });
  const broadcast = new Broadcast.Producer();
  const info = { timescale: Time.Timescale.MICRO, latencyMax: 40_000 };
  const replays = [
    new ReplayPublisher(broadcast.createTrack("replay", info), REPLAY),
    new ReplayPublisher(broadcast.createTrack("session", info), SESSION),
  ];
  const next = generator(7);
  let frame = 0;
  let buttons = 0;
  const step = (reset = false) => {
    const timestamp = Time.Timestamp.fromMicros(GAME_BOY_CLOCK.timestampUs(frame));
    for (const replay of replays) replay.before(emulator, timestamp);
    if (reset) {
      for (const replay of replays) replay.reset();
      emulator.reset();
    }
    if (frame % 11 === 0) buttons = next() & 0xff;
    emulator.step(buttons);
    for (const replay of replays) replay.stepped(buttons);
    frame += 1;
  };
  /** The readers get their turn, as between two frames. */
  const run = async (frames: number) => {
    for (let count = 0; count < frames; count += 1) {
      step();
      if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { emulator, broadcast, replays, step, run, frame: () => frame };
}

/** What was written has been read. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 50));
