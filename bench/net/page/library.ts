/**
 * What the bench uses of a networking library: as much of `@moq/net`'s API as both have.
 *
 * Interfaces, since a class with a private field is equal to itself alone.
 */

export interface Payload {
  payload: Uint8Array;
}

export interface GroupReader {
  readonly sequence: number;
  readFrame(): Promise<Payload | undefined>;
  /** Ours alone: every frame that is ready, with one crossing from wasm. */
  readFrames?(): Promise<{ index: Float64Array; bytes: Uint8Array } | undefined>;
  close(): void;
}

export interface TrackReader {
  recvGroup(): Promise<GroupReader | undefined>;
  readFrame(): Promise<Payload | undefined>;
  close(): void;
}

export interface TrackWriter {
  readonly used: { peek(): boolean };
  /** As an application writes: a timestamp is made for each frame. */
  appendGroup(): { write(payload: Uint8Array, micros: number): void; close(): void };
  close(): void;
}

export interface BroadcastWriter {
  createTrack(name: string): TrackWriter;
  close(): void;
}

export interface Session {
  readonly version: string;
  readonly transport: string;
  subscribe(broadcast: string, track: string, latencyMaxMs: number): TrackReader;
  publish(path: string): BroadcastWriter;
  close(): void;
}

export interface Library {
  /** Over WebTransport alone, to a server with this certificate. */
  connect(url: string, hash: string): Promise<Session>;
}

/** Ours with the build of moq-lite alone, ours with every version, or npm's. */
export type Contender = "lite" | "full" | "npm";
