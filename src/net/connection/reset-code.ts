/**
 * A stream is reset with a code by aborting it with a `WebTransportError`. The bindings look for that class by name,
 * and where there is none (Node, and browsers without WebTransport) each code would go out as 0.
 */
class StreamError extends Error {
  readonly source = "stream";
  readonly streamErrorCode: number | null;

  /** As <https://w3c.github.io/webtransport/#web-transport-error-constructor> has it. */
  constructor({ message = "", streamErrorCode = null }: WebTransportErrorInit = {}) {
    super(message);
    this.name = "WebTransportError";
    this.streamErrorCode = streamErrorCode;
  }
}

interface WebTransportErrorInit {
  message?: string;
  streamErrorCode?: number | null;
}

/** Sees to it that there is a `WebTransportError`. The browser's own stays. */
export function provideWebTransportError(): void {
  if ("WebTransportError" in globalThis) return;
  Object.defineProperty(globalThis, "WebTransportError", {
    value: StreamError,
    configurable: true,
    writable: true,
  });
}
