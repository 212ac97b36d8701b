/** What is on a relay already. */
import type { Connection, Path } from "../net/lite.ts";

/**
 * How long to look for what is announced already, before ours is: so many times so many milliseconds. A thread that was
 * busy meanwhile has its timers before what came over the network, so that one long wait could be over with nothing
 * read.
 */
const LOOKS = 4;
const LOOK_MS = 100;

/** What is announced below a prefix. A relay gives what there is at once, so the wait is short. */
export async function announcedNow(
  connection: Connection.Established,
  prefix: Path.Valid,
): Promise<Set<string>> {
  const announced = connection.announced(prefix);
  let looks = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    if (looks++ === LOOKS) announced.close();
    else timer = setTimeout(look, LOOK_MS);
  };
  look();
  const paths = new Set<string>();
  try {
    for (;;) {
      const event = await announced.next();
      if (!event) return paths;
      if (event.active) paths.add(event.path);
      else paths.delete(event.path);
    }
  } finally {
    looks = LOOKS;
    clearTimeout(timer);
    announced.close();
  }
}
