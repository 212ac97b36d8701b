/** The bench's page: loads one of the libraries, and does with it what it is told. */
import { type Connected, measureConnect } from "./connect.ts";
import { consume, type Measurement, paced } from "./consume.ts";
import type { Contender, Library } from "./library.ts";
import { publish } from "./publish.ts";
import type { Counts, Reading } from "./tally.ts";

/** Where the other end is. */
export interface Far {
  url: string;
  /** The SHA-256 of its certificate, in hexadecimal. */
  hash: string;
}

/** Frames of one size, in groups of one length. */
export interface Shape {
  bytes: number;
  frames: number;
}

/** Tracks at a steady pace. */
export interface Pace {
  tracks: number;
  /** Frames a second, of each track. */
  hertz: number;
  /** Whether all of them are written at the same time; their phases are spread over the period if not. */
  together: boolean;
}

/** What a page can be asked to do: one thing, once. */
export interface Bench {
  /** Loads a library: how long that takes, in milliseconds, network and compiling included. */
  load(contender: Contender): Promise<number>;
  /** Begins to read as fast as frames come; resolves with the version that was agreed upon. */
  consume(far: Far, shape: Shape, reading: Reading): Promise<string>;
  /** Begins to read so many tracks at a steady pace. */
  paced(far: Far, shape: Shape, pace: Pace, reading: Reading): Promise<string>;
  /** Begins to publish as fast as the other end reads. */
  publish(far: Far, shape: Shape, windowFrames: number): Promise<string>;
  /** What has been read, or written, so far. */
  counts(): Counts;
  /** Latencies since this was last asked, in milliseconds. */
  latencies(): number[];
  /** Connects so many times, one after the other. */
  connect(far: Far, times: number): Promise<Connected[]>;
  /** Ends what was begun. */
  stop(): void;
}

const LIBRARIES: Record<Contender, () => Promise<{ library: Library }>> = {
  lite: () => import("./lite.ts"),
  full: () => import("./full.ts"),
  npm: () => import("./npm.ts"),
};

let loaded: Library | undefined;
let running: Measurement | undefined;

function library(): Library {
  if (!loaded) throw new Error("no library was loaded");
  return loaded;
}

async function begin(measurement: Promise<Measurement>): Promise<string> {
  running = await measurement;
  return running.version;
}

function current(): Measurement {
  if (!running) throw new Error("nothing was begun");
  return running;
}

const bench: Bench = {
  async load(contender) {
    const begunMs = performance.now();
    loaded = (await LIBRARIES[contender]()).library;
    return performance.now() - begunMs;
  },
  consume: (far, shape, reading) => begin(consume(library(), far, shape, reading)),
  paced: (far, shape, pace, reading) => begin(paced(library(), far, shape, pace, reading)),
  publish: (far, shape, windowFrames) => begin(publish(library(), far, shape, windowFrames)),
  counts: () => current().counts(),
  latencies: () => current().latencies(),
  connect: (far, times) => measureConnect(library(), far, times),
  stop: () => current().stop(),
};

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
