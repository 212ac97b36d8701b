/** Groups that have come and were not asked for yet. */
import type { Consumer as GroupConsumer } from "../group/consumer.ts";

/** A queue of groups by their sequence. It owns them. */
export class Arrived {
  #groups: GroupConsumer[] = [];

  /** The oldest one. */
  get first(): GroupConsumer | undefined {
    return this.#groups[0];
  }

  /** By sequence, the oldest first. */
  get all(): readonly GroupConsumer[] {
    return this.#groups;
  }

  insert(group: GroupConsumer): void {
    const after = this.#groups.findIndex(({ sequence }) => sequence > group.sequence);
    this.#groups.splice(after < 0 ? this.#groups.length : after, 0, group);
  }

  /** Lets those below `sequence` go. */
  raise(sequence: number): void {
    while (this.#groups[0] && this.#groups[0].sequence < sequence) this.drop();
  }

  /** Takes the oldest one out, if it is not above `end`. */
  take(end = Number.POSITIVE_INFINITY): GroupConsumer | undefined {
    return this.#groups[0] && this.#groups[0].sequence <= end ? this.#groups.shift() : undefined;
  }

  /** Lets the oldest one go. */
  drop(): void {
    this.#groups.shift()?.close();
  }

  clear(): void {
    for (const group of this.#groups.splice(0)) group.close();
  }
}
