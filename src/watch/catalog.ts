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

/** What is heard of a catalog's track. */
interface Told {
  /** Something came, before it is known what: the track is not lost. */
  onAny(): void;
  onCatalog(catalog: Hang.Catalog): void;
  /** What came is no catalog. */
  onProblem(sentence: string): void;
}

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const told: Told = { onAny: () => clearTimeout(timer), onCatalog, onProblem };
    signal.addEventListener("abort", close);
    try {
      // Loaded while the track is on its way, and not counted against it: code may take longer than a catalog.
      if (format === "hangz") await Json.loadDeflate();
      const readMsf = format === "msf" ? (await load()).readMsfCatalog : undefined;
      timer = setTimeout(() => {
        isLost = true;
        close();
      }, FIRST_MAX_MS);
      if (readMsf) await followMsf(track, readMsf, told);
      else await followHang(track, format === "hangz", load, told);
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
  { onAny, onCatalog, onProblem }: Told,
): Promise<void> {
  const consumer = new Json.Snapshot.Consumer(track, { compression: isDeflated });
  for (let refused = 0; refused < REFUSED_MAX; ) {
    try {
      const json = await consumer.next();
      if (json === undefined) return;
      onAny();
      refused = 0;
      onCatalog(Hang.readPlainCatalog(json) ?? (await load()).readCatalog(json));
    } catch (error) {
      if (!(error instanceof Hang.FormatError)) throw error;
      onAny();
      refused++;
      onProblem(`The catalog cannot be read: ${error.message}.`);
    }
  }
}

async function followMsf(
  track: Track.Subscriber,
  read: (payload: Uint8Array) => Hang.Catalog,
  { onAny, onCatalog, onProblem }: Told,
): Promise<void> {
  for (;;) {
    const group = await track.nextGroup();
    if (!group) return;
    try {
      const frame = await group.readFrame();
      if (!frame) continue;
      onAny();
      onCatalog(read(frame.payload));
    } catch (error) {
      // A group that breaks off is followed by another.
      if (error instanceof Hang.FormatError) onProblem(`The catalog cannot be read: ${error.message}.`);
    } finally {
      group.close();
    }
  }
}
