/** The two libraries behind one face. */
import * as Npm from "@moq/net";
import * as Ours from "../../src/net/index.ts";
import type { TransportName } from "./cells.ts";

/** What the peers are made of. */
export type Library = Pick<typeof Npm, "Broadcast" | "Connection" | "Path" | "RemoteError" | "Time">;

export type LibraryName = "ours" | "npm";

export const LIBRARIES: Record<LibraryName, Library> = {
  npm: Npm,
  // A class with private fields is equal to itself alone; that these are otherwise the same, the test of the
  // public API shows.
  ours: Ours as unknown as Library,
};

/**
 * An error that closes a group or a track with an application's code. Ours takes the `RemoteError` that it
 * gives. Npm's loses that one's code, and takes what the transport takes: a `WebTransportError`, or what has
 * its fields.
 */
export function abortion(name: LibraryName, transport: TransportName, code: number): Error {
  if (name === "ours") return new Ours.RemoteError(code);
  // As the specification has it: one dictionary. (TypeScript's declaration is of an older form.)
  const Native = globalThis.WebTransportError as unknown as { new (init: object): Error };
  if (transport === "webtransport") return new Native({ message: "aborted", streamErrorCode: code });
  return Object.assign(new Error("aborted"), { source: "stream", streamErrorCode: code });
}
