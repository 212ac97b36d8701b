/** What is on a relay already. */
import type { Connection, Path } from "../../net/lite.ts";

/** How long to look for what is announced already, before our game is, in milliseconds. */
const LOOK_MS = 400;

/** What is announced below a prefix. A relay gives what there is at once, so the wait is short. */
export async function announcedNow(
  connection: Connection.Established,
  prefix: Path.Valid,
): Promise<Set<string>> {
  const announced = connection.announced(prefix);
  const timer = setTimeout(() => announced.close(), LOOK_MS);
  const paths = new Set<string>();
  try {
    for (;;) {
      const event = await announced.next();
      if (!event) return paths;
      if (event.active) paths.add(event.path);
      else paths.delete(event.path);
    }
  } finally {
    clearTimeout(timer);
    announced.close();
  }
}
