/** Datagrams. */
import { pause, type Scene, same } from "../scene.ts";

/** Datagrams come beside the groups, with their times, or are lost. */
export async function datagrams(scene: Scene): Promise<void> {
  const { track, reader } = await scene.track();
  const { Timestamp } = scene.publisher.library.Time;
  const received = scene.within("a datagram", reader.recvDatagram());
  let over = false;
  const end = () => {
    over = true;
  };
  received.then(end, end);
  // Each may get lost.
  for (let i = 0; !over; i = (i + 1) % 64) {
    track.appendDatagram(Timestamp.fromMillis(i), Uint8Array.of(i, 2, 3));
    await pause(25);
  }
  const datagram = await received;
  const [number, ...rest] = datagram?.payload ?? [];
  same("the payload", rest, [2, 3]);
  same("the timestamp", datagram?.timestamp.asMillis(), number);
  const sequence = track.appendGroup().sequence;
  same(
    "whether it has a sequence before that of the next group",
    (datagram?.sequence ?? sequence) < sequence,
    true,
  );
}
