/** Calls from a page to its Worker, one message each. */
import type { announced, publish, read, unpublish } from "./peer.ts";

/** What can be called in either. */
export interface Calls {
  publish: typeof publish;
  unpublish: typeof unpublish;
  read: typeof read;
  announced: typeof announced;
}

export interface Call {
  id: number;
  name: keyof Calls;
  args: unknown[];
}

export type Answer = { id: number } & ({ value: unknown } | { error: string });
