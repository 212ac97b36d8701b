/**
 * Errors of the networking layer.
 *
 * @module
 */

/** An error that the peer reported by resetting a stream or closing the session, with the code it sent. */
export class RemoteError extends Error {
  /** The code the peer sent, verbatim. */
  readonly code: number;

  constructor(code: number, options?: { cause?: unknown }) {
    super(`remote error: ${code}`, options);
    this.name = "RemoteError";
    this.code = code;
  }
}

/** What went wrong, of an error that wasm gave: one of moq-net's kinds. */
export function reasonOf(error: unknown): string | undefined {
  const reason = (error as { reason?: unknown } | undefined)?.reason;
  return typeof reason === "string" ? reason : undefined;
}

/** What was thrown as an `Error`: the peer's codes become {@link RemoteError}. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof RemoteError) return thrown;
  const code = (thrown as { code?: unknown } | undefined)?.code;
  if (typeof code === "number" && reasonOf(thrown) === "remote")
    return new RemoteError(code, { cause: thrown });
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** An application's codes: they begin at 64, and have 16 bits. */
const APP_CODE_FIRST = 64;
const APP_CODE_LAST = APP_CODE_FIRST + 0xffff;

/** The application code that an abort carries to the peer, if it has one. */
export function codeOf(error: Error | undefined): number | undefined {
  if (!(error instanceof RemoteError) || !Number.isInteger(error.code)) return undefined;
  const { code } = error;
  return code >= APP_CODE_FIRST && code <= APP_CODE_LAST ? code - APP_CODE_FIRST : undefined;
}
