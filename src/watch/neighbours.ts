/**
 * The broadcasts beside a catalog's own that its renditions are in. Which there are is known by who has the session:
 * how one is opened is handed in.
 */

import type { Announce, Broadcast } from "../net/api.ts";
import { Path } from "../net/api.ts";

/** Broadcasts that a catalog may name: each can cost a session of its own. */
export const NEIGHBOURS_MAX = 4;

/** One that is not announced by then is not there, in milliseconds; it is played all the same once it is. */
export const PATIENCE_MS = 3_000;

/**
 * Where a rendition's `broadcast` leads from the catalog's own path. `undefined` where that is above the root, or no
 * path. What is written as the root means the catalog's own, as npm's `@moq/watch` has it.
 */
export function neighbourPath(own: Path.Valid, reference: string): Path.Valid | undefined {
  const path = Path.tryResolve(own, reference);
  if (path === undefined || Path.parts(path).length > Path.MAX_PARTS) return undefined;
  return path === Path.empty() ? own : path;
}

/** A broadcast that may come and go. */
export type Neighbour = Pick<Announce.Broadcast, "active" | "close">;

export interface NeighboursOptions {
  /** The catalog's path, and its broadcast, which is not owned. */
  path: Path.Valid;
  broadcast: Broadcast.Consumer;
  /** Looks out for the broadcast at a path, until it is closed. */
  open: (path: Path.Valid) => Neighbour;
}

/** Owns what it has opened. */
export class Neighbours {
  /** One has come or gone, or is not waited for any longer. */
  onChange: () => void = () => {};
  #options: NeighboursOptions;
  /** By path. */
  #opened = new Map<Path.Valid, Neighbour & { dispose: () => void }>();
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: NeighboursOptions) {
    this.#options = options;
  }

  /** Looks out for these from now on, as renditions name them, and for no others. */
  want(references: readonly string[]): void {
    if (this.#isClosed) return;
    const { path: own } = this.#options;
    const paths = references.flatMap((reference) => neighbourPath(own, reference) ?? []);
    const wanted = [...new Set(paths)].filter((path) => path !== own).slice(0, NEIGHBOURS_MAX);
    for (const [path, neighbour] of this.#opened) if (!wanted.includes(path)) this.#close(path, neighbour);
    for (const path of wanted) if (!this.#opened.has(path)) this.#open(path);
  }

  /** The broadcast that a rendition names, while it is announced. Not the caller's to close. */
  get(reference: string): Broadcast.Consumer | undefined {
    const { path: own, broadcast } = this.#options;
    const path = neighbourPath(own, reference);
    if (path === undefined) return undefined;
    return path === own ? broadcast : this.#opened.get(path)?.active.peek();
  }

  /** Whether all that are wanted are there, or have had the time to come. */
  get isSettled(): boolean {
    const isHere = ({ active }: Neighbour) => active.peek() !== undefined;
    return this.#patience === undefined || [...this.#opened.values()].every(isHere);
  }

  /** Idempotent. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#patience);
    for (const [path, neighbour] of this.#opened) this.#close(path, neighbour);
  }

  #open(path: Path.Valid): void {
    const neighbour = this.#options.open(path);
    const changed = () => {
      if (!this.#isClosed) this.onChange();
    };
    const dispose = neighbour.active.subscribe(changed);
    this.#opened.set(path, { active: neighbour.active, close: () => neighbour.close(), dispose });
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      changed();
    }, PATIENCE_MS);
  }

  #close(path: Path.Valid, { dispose, close }: Neighbour & { dispose: () => void }): void {
    this.#opened.delete(path);
    dispose();
    close();
  }
}
