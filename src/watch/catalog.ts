/** A broadcast's catalog as it changes, whichever format it comes in. */
import { Hang, Json, MSF_CATALOG_TRACK } from "../formats/plain.ts";
import type { Broadcast, Track } from "../net/api.ts";
import { loadFormats } from "./formats.ts";

/** How the catalog is laid out: hang's JSON, the same deflated, or MSF's. */
export type CatalogFormat = "hang" | "hangz" | "msf";

export const CATALOG_FORMATS: readonly CatalogFormat[] = ["hang", "hangz", "msf"];

const TRACKS: Record<CatalogFormat, string> = {
  hang: Hang.CATALOG_TRACK,
  hangz: Hang.COMPRESSED_CATALOG_TRACK,
  msf: MSF_CATALOG_TRACK,
};

/**
 * How long the first catalog may take before the track is asked for again, in milliseconds: one that stands still is told
 * once, and where that group was lost on the way no other follows.
 */
const FIRST_MAX_MS = 3_000;

/** Catalogs that cannot be read, one after the other, before the track is left. */
const REFUSED_MAX = 100;

/**
 * Hands on every catalog until the track ends. What is no catalog is passed over, and told of. Resolves at the end of
 * the track, rejects where that fails; `signal` ends the subscription. `onMissing` hears that what reads the catalog
 * could not be fetched, which is tried again.
 */
export async function followCatalog(
  broadcast: Broadcast.Consumer,
  format: CatalogFormat,
  latencyMaxMs: number,
  signal: AbortSignal,
  onCatalog: (catalog: Hang.Catalog) => void,
  onProblem: (sentence: string) => void,
  onMissing: (sentence: string) => void = onProblem,
): Promise<void> {
  const load = () => loadFormats(signal, onMissing);
  for (let isLost = true; isLost && !signal.aborted; ) {
    isLost = false;
    const track = broadcast.subscribe(TRACKS[format], { priority: 4, latencyMax: latencyMaxMs });
    const close = () => track.close();
    const timer = setTimeout(() => {
      isLost = true;
      close();
    }, FIRST_MAX_MS);
    const heard = (catalog: Hang.Catalog) => {
      clearTimeout(timer);
      onCatalog(catalog);
    };
    const refused = (sentence: string) => {
      clearTimeout(timer);
      onProblem(sentence);
    };
    signal.addEventListener("abort", close);
    try {
      if (format === "msf") await followMsf(track, load, heard, refused);
      else await followHang(track, format === "hangz", load, heard, refused);
    } catch (error) {
      if (!isLost) throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", close);
      track.close();
    }
  }
}

async function followHang(
  track: Track.Subscriber,
  isDeflated: boolean,
  load: () => ReturnType<typeof loadFormats>,
  onCatalog: (catalog: Hang.Catalog) => void,
  onProblem: (sentence: string) => void,
): Promise<void> {
  if (isDeflated) await Json.loadDeflate();
  const consumer = new Json.Snapshot.Consumer(track, { compression: isDeflated });
  for (let refused = 0; refused < REFUSED_MAX; ) {
    try {
      const json = await consumer.next();
      if (json === undefined) return;
      refused = 0;
      onCatalog(Hang.readPlainCatalog(json) ?? (await load()).readCatalog(json));
    } catch (error) {
      if (!(error instanceof Hang.FormatError)) throw error;
      refused++;
      onProblem(`The catalog cannot be read: ${error.message}.`);
    }
  }
}

async function followMsf(
  track: Track.Subscriber,
  load: () => ReturnType<typeof loadFormats>,
  onCatalog: (catalog: Hang.Catalog) => void,
  onProblem: (sentence: string) => void,
): Promise<void> {
  const { readMsfCatalog } = await load();
  for (;;) {
    const group = await track.nextGroup();
    if (!group) return;
    try {
      const frame = await group.readFrame();
      if (frame) onCatalog(readMsfCatalog(frame.payload));
    } catch (error) {
      // A group that breaks off is followed by another.
      if (error instanceof Hang.FormatError) onProblem(`The catalog cannot be read: ${error.message}.`);
    } finally {
      group.close();
    }
  }
}
