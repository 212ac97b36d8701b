import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseRom } from "../../emulator/index.ts";
import { bundledRoms } from "../../emulator/testing/core.ts";
import { makeRom } from "../../emulator/testing/rom.ts";
import { findRom } from "./roms.ts";
import { readSource, writeWhole } from "./source.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "moq-arcade-source-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server on a free port for as long as `work` takes. */
async function serving(listener: RequestListener, work: (address: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  try {
    await work(`http://127.0.0.1:${typeof address === "object" ? address?.port : undefined}/file`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("bytes come from a path, an address, a server or memory", async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const path = join(folder, "three");
  await writeWhole(path, bytes);
  await serving(
    (_, response) => response.end(bytes),
    async (address) => {
      for (const source of [path, pathToFileURL(path), address, new URL(address), bytes])
        expect([...(await readSource(source))]).toEqual([1, 2, 3]);
    },
  );
});

test("a server that sends without end, or has no such file, is not waited for", async () => {
  const endless: RequestListener = (_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(new Uint8Array(1024 * 1024)));
    };
    response.on("drain", more);
    more();
  };
  await serving(endless, (address) =>
    expect(readSource(address)).rejects.toThrow("it is longer than 16 MiB"),
  );
  await serving(
    (_, response) => response.writeHead(404).end(),
    (address) => expect(readSource(address)).rejects.toThrow("the server says 404"),
  );
});

test("what is not there is told by name, in one sentence", async () => {
  const none = join(folder, "none");
  await expect(readSource(none)).rejects.toThrow(`${none} cannot be read: there is no such file.`);
  await expect(readSource(folder)).rejects.toMatchObject({ reason: "unreadable" });
});

test("a file is written whole or not at all", async () => {
  const path = join(folder, "deep", "er", "file");
  await writeWhole(path, Uint8Array.of(1));
  await writeWhole(path, Uint8Array.of(2));
  expect([...(await readFile(path))]).toEqual([2]);
  expect(await readdir(join(folder, "deep", "er"))).toEqual(["file"]);
  await expect(writeWhole(join(path, "below"), Uint8Array.of(3))).rejects.toMatchObject({
    reason: "unwritable",
  });
});

test("a file that has to be new takes nobody's place, and leaves nothing beside it", async () => {
  const path = join(folder, "new", "file");
  await writeWhole(path, Uint8Array.of(1), { isNew: true });
  await expect(writeWhole(path, Uint8Array.of(2), { isNew: true })).rejects.toThrow(
    `${path} cannot be written: there is a file of that name.`,
  );
  expect([...(await readFile(path))]).toEqual([1]);
  expect(await readdir(join(folder, "new"))).toEqual(["file"]);
});

test("a ROM is found by its hash, in a folder, as a file, or among the bundled games", async () => {
  const rom = makeRom({ title: "FOUND" });
  const info = parseRom(rom);
  await writeFile(join(folder, "found.gb"), rom);
  for (const place of [folder, join(folder, "found.gb")]) expect(await findRom(info, [place])).toEqual(rom);
  await expect(findRom(info)).rejects.toMatchObject({ reason: "no-rom" });
  await expect(findRom(info, [join(folder, "none.gb")])).rejects.toMatchObject({ reason: "unreadable" });
  const roms = bundledRoms();
  expect(roms.length).toBeGreaterThan(0);
  for (const [, bundled] of roms) expect(await findRom(parseRom(bundled))).toEqual(bundled);
});
