/** For tests: a peer that hangs. */

/** A transport to a peer that takes everything and says nothing. */
export function silent(): { transport: WebTransport; closed: () => boolean } {
  let isClosed = false;
  const ended = Promise.withResolvers<WebTransportCloseInfo>();
  const transport = {
    ready: Promise.resolve(),
    closed: ended.promise,
    protocol: "",
    incomingUnidirectionalStreams: new ReadableStream(),
    incomingBidirectionalStreams: new ReadableStream(),
    datagrams: { readable: new ReadableStream(), writable: new WritableStream(), maxDatagramSize: 1200 },
    createUnidirectionalStream: async () => new WritableStream(),
    createBidirectionalStream: async () => ({
      readable: new ReadableStream(),
      writable: new WritableStream(),
    }),
    close: () => {
      isClosed = true;
      ended.resolve({});
    },
  };
  return { transport: transport as unknown as WebTransport, closed: () => isClosed };
}
