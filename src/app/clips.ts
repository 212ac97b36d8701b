/** Clips from an address. */
import { CLIP_MAX_BYTES } from "../../emulator/clip/index.ts";

/**
 * A clip's file from this server, or from one that allows other sites to read it.
 *
 * @param address as `?url=` has it: whole, or a path on this server
 * @throws {Error} a sentence
 */
export async function fetchClip(address: string): Promise<Uint8Array> {
  const url = URL.canParse(address, location.origin) ? new URL(address, location.origin) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`${address} is no address of a clip. Write it in full, as https://example.com/a.mqclip.`);
  let response: Response;
  try {
    response = await fetch(url, { credentials: "omit" });
  } catch {
    throw new Error(
      `The clip could not be fetched: ${url.host} does not answer, or lets no other site read it. Download it, and drop its file here.`,
    );
  }
  // A server of single-page apps answers every address with the page itself.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (response.status === 404 || isPage)
    throw new Error(`The clip is not there: ${url.href} has no such file.`);
  if (!response.ok)
    throw new Error(`The clip could not be fetched: ${url.host} says ${response.status}. Try again.`);
  return readBounded(response, url);
}

/** Reads no more than a clip may have, whatever the server says of its length, or sends. */
async function readBounded(response: Response, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) break;
      length += read.value.length;
      if (length > CLIP_MAX_BYTES) break;
      chunks.push(read.value);
    }
  } catch {
    throw new Error(`The clip came only in part: the connection to ${url.host} broke. Try again.`);
  }
  if (length > CLIP_MAX_BYTES) {
    void reader?.cancel().catch(() => {});
    throw new Error(`${url.href} is longer than a clip may be, 16 MiB. Choose another.`);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
