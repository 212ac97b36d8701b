/** What every decoder here throws, and nothing else, whatever bytes it is given. */

/** Why bytes or a value were refused. */
export type Reason =
  /** The bytes end before what they announce. */
  | "truncated"
  /** The bytes are no such thing. */
  | "malformed"
  /** More bytes, members or samples than the limit allows. */
  | "too-large"
  /** Nested deeper than the limit allows. */
  | "too-deep"
  /** Well formed, and not what is understood here. */
  | "unsupported"
  /** What it builds on was not read, or not understood. */
  | "out-of-order"
  /** The caller's schema refuses the value. */
  | "schema"
  /** A value that the format has no bytes for. Encoders alone throw this. */
  | "unrepresentable";

/** Bytes or a value that a format refuses. */
export class FormatError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "FormatError";
    this.reason = reason;
  }
}
