/** How long it takes to connect, with the library there already. */
import type { Library } from "./library.ts";
import type { Far } from "./page.ts";

/** How long a session is left to end before the next begins: else what is measured is mostly the end of the one before. */
const ENDING_MS = 100;

export interface Connected {
  /** From nothing to an established session, in milliseconds. */
  establishedMs: number;
  /** From nothing to the first frame of a track. */
  firstFrameMs: number;
}

export async function measureConnect(library: Library, far: Far, times: number): Promise<Connected[]> {
  const connected: Connected[] = [];
  for (let time = 0; time < times; time++) {
    const begunMs = performance.now();
    const session = await library.connect(far.url, far.hash);
    const establishedMs = performance.now() - begunMs;
    const track = session.subscribe("peer", "paced/1000/100x10/0/0", 1000);
    const group = await track.recvGroup();
    await group?.readFrame();
    connected.push({ establishedMs, firstFrameMs: performance.now() - begunMs });
    group?.close();
    track.close();
    session.close();
    await new Promise((resolve) => setTimeout(resolve, ENDING_MS));
  }
  return connected;
}
