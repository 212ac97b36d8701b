/**
 * Handles that are dropped without being closed: what is behind them in wasm is let go of, and a warning says so.
 * By then the peer has waited for an end that nobody told.
 */

/** What an owner holds in wasm, as far as it has to be let go of. */
export interface Behind<Handle> {
  /** Ends what the handle stands for, for whoever waits for it, and frees it. Never throws. */
  release(handle: Handle): void;
  /** Whether it has ended by itself: then nothing was missed. */
  isOver?(handle: Handle): boolean;
}

/** Of a reader: nobody but the peer is to be told. */
export const CLOSES: Behind<{ close(): void; free(): void }> = {
  release(handle) {
    handle.close();
    handle.free();
  },
};

/** Of a writer: readers are told, since what nobody can write to any more does not just stay. */
export const ABORTS: Behind<{ abort(): void; free(): void }> = {
  release(handle) {
    handle.abort();
    handle.free();
  },
};

/** {@link CLOSES}, where there was an end to be seen. @param look throws where it broke off, which is an end too */
export function closesUnless<Handle extends { close(): void; free(): void }>(
  look: (handle: Handle) => boolean,
): Behind<Handle> {
  const isOver = (handle: Handle) => {
    try {
      return look(handle);
    } catch {
      return true;
    }
  };
  return { ...CLOSES, isOver };
}

/** What is known of an owner; held after the owner is gone, so it must not lead back to it. */
export class Expectation<Handle> {
  readonly kind: string;
  readonly name: string;
  readonly #behind: Behind<Handle>;
  /** The owner's handle; `undefined` before it has one, and once it has closed it. */
  handle: Handle | undefined;
  /** Whether the owner was closed, or has nothing to close. */
  isMet = false;

  constructor(kind: string, name: string, behind: Behind<Handle>, handle: Handle | undefined) {
    this.kind = kind;
    this.name = name;
    this.#behind = behind;
    this.handle = handle;
  }

  /** The owner was closed. */
  meet(): void {
    this.isMet = true;
    this.handle = undefined;
  }

  /** The owner is gone. @returns whether it should have been closed */
  settle(): boolean {
    const { handle } = this;
    if (this.isMet) return false;
    if (handle === undefined) return true;
    const isOver = this.#behind.isOver?.(handle) ?? false;
    this.meet();
    this.#behind.release(handle);
    return !isOver;
  }
}

const owners = new FinalizationRegistry<Expectation<unknown>>((expectation) => {
  if (expectation.settle()) warn(expectation);
});

/**
 * Releases `handle` and warns if `owner` is collected before {@link Expectation.meet}.
 *
 * @param kind such as `a broadcast`: of one kind there is a warning a second at most
 * @param name which one of them, where it has a name
 */
export function expectClose<Handle>(
  owner: WeakKey,
  kind: string,
  name: string | number,
  behind: Behind<Handle>,
  handle?: Handle,
): Expectation<Handle> {
  const expectation = new Expectation(kind, `${name}`, behind, handle);
  owners.register(owner, expectation as Expectation<unknown>);
  return expectation;
}

const REPEAT_MS = 1_000;
/** When a kind was warned of last, and how many of it came since. */
const warned = new Map<string, { atMs: number; since: number }>();

function warn({ kind, name }: Expectation<unknown>): void {
  const nowMs = performance.now();
  const last = warned.get(kind);
  if (last && nowMs - last.atMs < REPEAT_MS) {
    last.since++;
    return;
  }
  warned.set(kind, { atMs: nowMs, since: 0 });
  const others = last && last.since > 0 ? ` (and ${last.since} more before it)` : "";
  const what = name === "" ? kind : `${kind} ${name}`;
  console.warn(`${what} was dropped without being closed${others}: close it when it is done`);
}
