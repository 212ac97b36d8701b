/** The harness in a page: `src/net` here and in a Worker, and the bindings, within a test's reach. */
import type { run } from "../interop-matrix/run.ts";
import * as broadcast from "./broadcaster.ts";
import type { Answer, Call, Calls } from "./calls.ts";
import * as containers from "./containers.ts";
import { playGame } from "./emulator.ts";
import * as idle from "./idle.ts";
import { playGamesWithNpm, playWithNpm, sendWithNpm } from "./npm-elements.ts";
import * as peer from "./peer.ts";
import { pinnedElsewhere, pinnedRoundTrip } from "./pinned.ts";
import * as publisher from "./publisher.ts";
import * as sound from "./sound.ts";
import * as steady from "./steady.ts";
import * as viewer from "./viewer.ts";

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const waiting = new Map<number, (answer: Answer) => void>();
let next = 1;

worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
  waiting.get(data.id)?.(data);
  waiting.delete(data.id);
});

function inWorker(name: keyof Calls) {
  return (...args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, (answer) =>
        "error" in answer ? reject(new Error(answer.error)) : resolve(answer.value),
      );
      worker.postMessage({ id, name, args } satisfies Call);
    });
}

const harness = {
  page: peer as Calls,
  worker: {
    publish: inWorker("publish"),
    unpublish: inWorker("unpublish"),
    read: inWorker("read"),
    announced: inWorker("announced"),
  } as unknown as Calls,
  pinnedRoundTrip,
  pinnedElsewhere,
  steady,
  idle,
  broadcast,
  containers,
  viewer,
  publisher,
  sound,
  playWithNpm,
  playGamesWithNpm,
  sendWithNpm,
  /** Loaded by who asks for it only, as below. */
  boyHost: () => import("./boy-host.ts"),
  playGame,
  /** Loaded by who asks for it only: npm's library comes with it. */
  async interop(...args: Parameters<typeof run>) {
    // What the libraries say of each stream: the browser would hand all of it to the test's process.
    console.debug = console.info = console.log = console.warn = () => {};
    return (await import("../interop-matrix/run.ts")).run(...args);
  },
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;
