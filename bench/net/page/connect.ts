/** How long it takes to connect, with the library there already. */
import type { Library } from "./library.ts";
import type { Far } from "./page.ts";

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
    const track = session.subscribe("peer", "paced/1000/100x10/0", 1000);
    const group = await track.recvGroup();
    await group?.readFrame();
    connected.push({ establishedMs, firstFrameMs: performance.now() - begunMs });
    group?.close();
    track.close();
    session.close();
  }
  return connected;
}
