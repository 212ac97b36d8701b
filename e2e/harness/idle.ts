/**
 * Sessions in which nothing happens.
 *
 * @module
 */
import { Connection } from "../../src/net/index.ts";

/** What has become of a session. */
export interface Idle {
  transport: string;
  version: string;
  /** By the wall clock, in milliseconds; undefined while it stands. */
  endedAtMs?: number;
  /** Why it ended. */
  reason?: string;
}

const told: Idle[] = [];
const sessions: Connection.Established[] = [];

/** Opens a session and leaves it alone: over WebTransport where there is one, else over WebSocket. */
export async function openIdle(relay: string, versions: string[] = []): Promise<void> {
  const websocket = { enabled: !Connection.isWebTransportSupported() };
  const session = await Connection.connect(new URL(relay), { websocket, versions });
  const idle: Idle = { transport: session.transport, version: session.version };
  told.push(idle);
  sessions.push(session);
  void session.closed.then(() => {
    idle.endedAtMs = Date.now();
    idle.reason = String(session.error);
  });
}

/** All that were opened. */
export function lookIdle(): Idle[] {
  return told;
}

export function closeIdle(): void {
  for (const session of sessions.splice(0)) session.close();
  told.length = 0;
}
