/** Bytes that mean no good: they are a catalog or a `FormatError`. */
import { expect, it } from "vitest";
import { writeCatalog } from "../hang/index.ts";
import { fuzz, INPUTS } from "../testing/index.ts";
import { decodeCatalog, encodeCatalog, fromHang, toHang } from "./index.ts";

it("mutated input to MSF's catalog", { timeout: 60_000 }, () => {
  const tracks = [
    {
      name: "v",
      packaging: "cmaf",
      role: "video",
      codec: "avc1.42e01e",
      width: 1,
      height: 2,
      initData: "AAAA",
    },
    {
      name: "w",
      packaging: "loc",
      role: "video",
      codec: "vp8",
      framerate: 59.94,
      bitrate: 1,
      jitter: 2,
      initData: "AAECAwQF",
    },
    { name: "a", packaging: "legacy", role: "audio", codec: "opus", samplerate: 48_000, channelConfig: "2" },
  ];
  const inputs = [encodeCatalog({ tracks }), encodeCatalog({ tracks: tracks.slice(1) })];
  const { accepted, refused } = fuzz(71, inputs, (bytes) => {
    const { catalog } = decodeCatalog(bytes);
    decodeCatalog(encodeCatalog(catalog));
    const hang = toHang(catalog).catalog;
    writeCatalog(hang);
    encodeCatalog(fromHang(hang).catalog);
  });
  const total = [...refused.values()].reduce((sum, count) => sum + count, accepted);
  expect(total).toBe(INPUTS);
  expect(accepted).toBeGreaterThan(INPUTS / 100);
  expect([...refused.keys()]).toContain("malformed");
});
