/** Statistics of a connection: what its own transport counts, and what the peer reports. */
import type { Milli } from "../time.ts";

/** What the transport counts, as `WebTransport.getStats()` gives it. A field it does not give is absent. */
export interface Stats {
  rtt?: Milli;
  /** Bits a second. */
  estimatedSendRate?: number;
  bytesSent?: number;
  bytesReceived?: number;
  bytesLost?: number;
  packetsSent?: number;
  packetsReceived?: number;
  packetsLost?: number;
}

/** What the peer measures, from PROBE. */
export interface Probe {
  rtt?: Milli;
  /** Bits a second. */
  estimatedRecvRate?: number;
}

interface TransportStats {
  smoothedRtt?: number;
  estimatedSendRate?: number | null;
  bytesSent?: number;
  bytesReceived?: number;
  bytesLost?: number;
  packetsSent?: number;
  packetsReceived?: number;
  packetsLost?: number;
}

/** Asks the transport now; empty where it has no statistics, or will not say. */
export async function transportStats(session: WebTransport): Promise<Stats> {
  const source = session as { getStats?: () => Promise<TransportStats> };
  if (!source.getStats) return {};
  const given = await source.getStats().catch(() => ({}) as TransportStats);
  const { smoothedRtt, estimatedSendRate, ...counts } = given;
  const stats: Stats = {};
  if (smoothedRtt) stats.rtt = smoothedRtt as Milli;
  if (estimatedSendRate) stats.estimatedSendRate = estimatedSendRate;
  for (const name of COUNTERS) if (counts[name] !== undefined) stats[name] = counts[name];
  return stats;
}

const COUNTERS = [
  "bytesSent",
  "bytesReceived",
  "bytesLost",
  "packetsSent",
  "packetsReceived",
  "packetsLost",
] as const;
