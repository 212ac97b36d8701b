/**
 * EmulatorJS with its Gambatte core, as it is published, in Chromium: its own loader, its own main loop, fast forward
 * without a limit. It cannot be told to step: it draws too, by WebGL, and does one frame a turn of the page's loop. So
 * its figure is what EmulatorJS can do, not what Gambatte could.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { QUIET_WINDOW } from "../../e2e/lib/browser.ts";
import { findChromium } from "../../scripts/lib/index.mjs";
import { cache } from "../../scripts/lib/paths.mjs";
import type { Console } from "./play.ts";

/** npm's packages, fetched when they are first measured: nothing else needs them. By what their bytes have to be. */
const PACKAGES = [
  {
    name: "@emulatorjs/emulatorjs",
    file: "emulatorjs-emulatorjs-4.2.3.tgz",
    sha512: "7z3qaA4LwyurhuGvdMUDF9xJpEbxC3SNy9+E9tSaOsRo8FCS2QXam/0k/lc9kqHWRFIlLKWahNjPAStyL0rFnw==",
  },
  {
    name: "@emulatorjs/core-gambatte",
    file: "emulatorjs-core-gambatte-4.2.3.tgz",
    sha512: "Oq3AJL9SKnMsNAmtAP2eN934TQts3NHeaAe0z1BO9Lx/L3xDZKLpxL+XwgcSXIrl4Sx1oXxYEUwD7JjPEQ0DGg==",
  },
] as const;
const VERSION = "4.2.3";

/** How long frames are counted, in milliseconds, and what comes before. */
const COUNTED_MS = 5_000;
const SETTLE_MS = 1_000;

/** No game takes longer to be there, in milliseconds. */
const PATIENCE_MS = 30_000;

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** What the page is asked for. */
interface EmulatorPage {
  started?: boolean;
  EJS_emulator: {
    gameManager: {
      getFrameNum(): number;
      setFastForwardRatio(ratio: number): void;
      toggleFastForward(on: number): void;
    };
  };
}

/** The folder of each package, as npm has it. Throws where they cannot be fetched, or are not what they were. */
function fetchPackages(): string[] {
  return PACKAGES.map(({ name, file, sha512 }) => {
    const folder = join(cache, "emulatorjs", file.replace(".tgz", ""));
    if (existsSync(folder)) return folder;
    const trial = `${folder}.${process.pid}`;
    mkdirSync(trial, { recursive: true });
    try {
      execFileSync("npm", ["pack", `${name}@${VERSION}`, "--silent", "--pack-destination", trial]);
      const bytes = readFileSync(join(trial, file));
      if (createHash("sha512").update(bytes).digest("base64") !== sha512)
        throw new Error(`${name} ${VERSION} is not what it was`);
      execFileSync("tar", ["xzf", file], { cwd: trial });
      renameSync(join(trial, "package"), folder);
    } finally {
      rmSync(trial, { recursive: true, force: true });
    }
    return folder;
  });
}

const page = (console: Console) => `<!doctype html><div id="game" style="width: 160px; height: 144px"></div>
<script>
Object.assign(window, {
  EJS_DEBUG_XX: true, EJS_player: "#game", EJS_core: "gb", EJS_gameUrl: "/game.gb", EJS_pathtodata: "/data/",
  EJS_startOnLoaded: true, EJS_disableDatabases: true, EJS_gameName: "game",
  EJS_defaultOptions: { gambatte_gb_hwmode: "${console === "cgb" ? "GBC" : "GB"}" },
  EJS_onGameStart: () => { window.started = true; },
});
</script>
<script src="/data/loader.js"></script>`;

function serve(rom: Uint8Array, console: Console, [library = "", core = ""]: string[]): Promise<Server> {
  const server = createServer(({ url = "/" }, response) => {
    const path = normalize(new URL(url, "http://localhost").pathname);
    const answer = (body: Uint8Array | string, type: string) => {
      response.writeHead(200, { "content-type": type });
      response.end(body);
    };
    if (path === "/") return answer(page(console), "text/html");
    if (path === "/game.gb") return answer(rom, "application/octet-stream");
    const cores = "/data/cores/";
    const file = path.startsWith(cores) ? join(core, path.slice(cores.length)) : join(library, path);
    if (existsSync(file))
      return answer(readFileSync(file), TYPES[extname(file)] ?? "application/octet-stream");
    response.writeHead(404);
    response.end();
  });
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

/** Frames a second. Throws where it does not start. */
export async function measureGambatte(rom: Uint8Array, console: Console): Promise<number> {
  const server = await serve(rom, console, fetchPackages());
  // Not the bench's own browser: that has no WebGL.
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || (await findChromium()),
    args: ["--no-sandbox", QUIET_WINDOW, "--autoplay-policy=no-user-gesture-required"],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await tab.waitForFunction(() => (window as unknown as EmulatorPage).started, null, {
      timeout: PATIENCE_MS,
    });
    return await tab.evaluate(
      async ([settleMs, countedMs]) => {
        const { gameManager } = (window as unknown as EmulatorPage).EJS_emulator;
        const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        gameManager.setFastForwardRatio(0);
        gameManager.toggleFastForward(1);
        await sleep(settleMs);
        const [frame, startMs] = [gameManager.getFrameNum(), performance.now()];
        await sleep(countedMs);
        return ((gameManager.getFrameNum() - frame) / (performance.now() - startMs)) * 1000;
      },
      [SETTLE_MS, COUNTED_MS] as const,
    );
  } finally {
    await browser.close();
    server.close();
  }
}
