/** How large is what a page fetches. */
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

export interface Size {
  files: string[];
  rawBytes: number;
  /** By brotli at its highest quality, each file for itself. */
  brotliBytes: number;
}

/** The files of a kind (".js") among `paths`, which are relative to the build's folder. */
export function measure(folder: string, paths: readonly string[], kind: string): Size {
  const size: Size = { files: [], rawBytes: 0, brotliBytes: 0 };
  for (const path of paths.filter((path) => extname(path) === kind)) {
    const bytes = readFileSync(join(folder, path));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    size.files.push(path);
    size.rawBytes += bytes.length;
    size.brotliBytes += brotliCompressSync(bytes, { params }).length;
  }
  return size;
}
