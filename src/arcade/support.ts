/** Whether this browser can host or play. */

/** What the arcade needs and this realm lacks, as names people can search for; empty if all is there. */
export function missingFeatures(role: "host" | "play", scope: object = globalThis): string[] {
  const needed = ["WebAssembly", "Worker", "OffscreenCanvas", "VideoDecoder", "AudioContext"];
  if (role === "host") needed.push("VideoEncoder", "AudioEncoder");
  const missing = needed.filter((name) => !(name in scope));
  // Where there is no WebTransport, WebSocket carries it.
  if (!("WebTransport" in scope) && !("WebSocket" in scope)) missing.push("WebTransport");
  return missing;
}
