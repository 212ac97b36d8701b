/** Ours: `src/net`, with whichever build was imported. Word for word as npm's, but for the import. */
import { Broadcast, Connection, Path, Time } from "../../../src/net/api.ts";
import type { Library } from "./library.ts";

export const library: Library = {
  async connect(url, hash) {
    const connection = await Connection.connect(new URL(url), {
      webtransport: { serverCertificateHashes: [{ value: hash }] },
      websocket: { enabled: false },
    });
    return {
      version: connection.version,
      transport: connection.transport,
      subscribe: (broadcast, track, latencyMax) =>
        connection.consume(Path.from(broadcast)).subscribe(track, { latencyMax }),
      publish(path) {
        const broadcast = new Broadcast.Producer();
        connection.publish(Path.from(path), broadcast);
        return {
          createTrack(name) {
            const info = { timescale: Time.Timescale.MICRO, latencyMax: 1000 };
            const track = broadcast.createTrack(name, info);
            return {
              used: track.used,
              appendGroup() {
                const group = track.appendGroup();
                return {
                  write: (payload, micros) =>
                    group.writeFrame({ payload, timestamp: Time.Timestamp.fromMicros(micros) }),
                  close: () => group.close(),
                };
              },
              close: () => track.close(),
            };
          },
          close: () => broadcast.close(),
        };
      },
      close: () => connection.close(),
    };
  },
};
