/** Orders that come while games are hosted, a line each. */
import { createInterface } from "node:readline";
import type { Hosted } from "./hosted.ts";
import type { Log } from "./log.ts";
import { addressed, ORDERS_HELP, readOrder } from "./orders.ts";

/** A game as one orders something of it. */
export type Ordered = Pick<Hosted, "name" | "obey">;

/**
 * Reads lines until there are no more, or what it gives is called. That the input ends does not end the games: a
 * service has none. What cannot be done is said, and changes nothing.
 */
export function takeOrders(input: NodeJS.ReadableStream, hosted: readonly Ordered[], log: Log): () => void {
  const lines = createInterface({ input, terminal: false });
  lines.on("line", (line) => obey(line, hosted, log));
  // One that cannot be read, such as the terminal of a job in the background, has nothing to say.
  const onError = () => lines.close();
  input.on("error", onError);
  lines.on("error", onError);
  return () => {
    lines.close();
    input.off("error", onError);
  };
}

function obey(line: string, hosted: readonly Ordered[], log: Log): void {
  try {
    const names = hosted.map(({ name }) => name);
    const { games, line: rest } = addressed(line, names);
    const order = readOrder(rest);
    if (order?.type === "help") for (const text of ORDERS_HELP.split("\n")) log.info("host", text);
    else if (order) for (const game of hosted) if (games.includes(game.name)) tryOne(game, order, log);
  } catch (error) {
    log.error("host", (error as Error).message);
  }
}

/** One that cannot is no reason for the others not to. */
function tryOne(game: Ordered, order: Parameters<Ordered["obey"]>[0], log: Log): void {
  try {
    for (const text of game.obey(order)) log.info(game.name, text);
  } catch (error) {
    log.error(game.name, (error as Error).message);
  }
}
