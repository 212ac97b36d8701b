/** Errors of a transport, on their way to and from wasm. */
import { wasm } from "../bindgen.ts";

const CODE_MAX = 2 ** 32 - 1;

/** Tells wasm what whatever has `key` broke off with, and the code where a peer gave one for the stream. */
export function tellFailure(key: number, error: unknown): void {
  wasm.failed(key, false, streamCode(error), error instanceof Error ? error.message : String(error));
}

/** The code of an error that says it is a stream's: by its shape, as those of a WebSocket are of no class. */
function streamCode(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { source, streamErrorCode: code } = error as { source?: unknown; streamErrorCode?: unknown };
  if (source !== "stream" || typeof code !== "number") return undefined;
  return Number.isInteger(code) && code >= 0 && code <= CODE_MAX ? code : undefined;
}

/** As <https://w3c.github.io/webtransport/#web-transport-error-constructor> has it, for where there is none. */
class StreamError extends Error {
  readonly source = "stream";
  readonly streamErrorCode: number;

  constructor({ streamErrorCode }: { streamErrorCode: number }) {
    super();
    this.name = "WebTransportError";
    this.streamErrorCode = streamErrorCode;
  }
}

/** What a stream is cancelled or aborted with, so that the peer gets `code`. Chromium sends at most 255. */
export function streamError(code: number): unknown {
  // TypeScript knows an older form of the constructor, which browsers refuse.
  const realm = globalThis as unknown as { WebTransportError?: typeof StreamError };
  return new (realm.WebTransportError ?? StreamError)({ streamErrorCode: code });
}

/** Takes a promise's outcome, where there is nothing left to do about it. */
export const nothing = (): void => {};
