/** Either library as the bench uses it: the same words for both, so that what differs is theirs. */
import type * as Npm from "@moq/net";
import type { Library } from "./library.ts";

/** What is used of `@moq/net`'s API. */
export type Moq = Pick<typeof Npm, "Broadcast" | "Connection" | "Path" | "Time">;

export function adapt({ Broadcast, Connection, Path, Time }: Moq): Library {
  return {
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
}
