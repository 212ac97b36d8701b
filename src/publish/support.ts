/** Whether this browser can publish: what every page may ask, without what it takes to do it. */

/** What publishing needs and this realm lacks, as names people can search for; empty if all is there. */
export function missingForPublish(scope: object = globalThis): string[] {
  const missing = ["WebAssembly", "Worker", "VideoEncoder", "AudioEncoder"].filter(
    (name) => !(name in scope),
  );
  // Where there is no WebTransport, WebSocket carries it.
  if (!("WebTransport" in scope) && !("WebSocket" in scope)) missing.push("WebTransport");
  return missing;
}
