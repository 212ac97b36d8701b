/** The scenarios, by what they are about. */
import type { Timestamp } from "../time.ts";
import type { Library, Trace } from "./trace.ts";

/** Calls upon a library that write down what they see. */
export type Scenario = (library: Library, trace: Trace) => Promise<void> | void;

export const frame = ({ Timestamp: At }: { Timestamp: typeof Timestamp }, value: string, ms = 1) => ({
  payload: new TextEncoder().encode(value),
  timestamp: At.fromMillis(ms),
});

export const text = (read: { payload: Uint8Array } | undefined): string | undefined =>
  read && new TextDecoder().decode(read.payload);
