/** Runs cells, in a page or under Node. */
import { BEHAVIOURS, type BehaviourName } from "./behaviours/index.ts";
import { type Cell, type TransportName, titleOf } from "./cells.ts";
import { LIBRARIES } from "./library.ts";
import { type Peer, pause, Scene, type SceneProps } from "./scene.ts";
import { Sessions } from "./sessions.ts";

/** A cell with what to look at in it. */
export interface Task {
  cell: Cell;
  /** Each with what may be seen instead of what should be. */
  behaviours: { name: BehaviourName; signatures: RegExp[] }[];
}

/** What came of one behaviour in one cell. */
export interface Outcome {
  cell: Cell;
  behaviour: BehaviourName;
  /** What was seen instead, where it was not as it should be. */
  seen?: string;
  ms: number;
}

let runs = 0;

type Which = (behaviour: BehaviourName) => boolean;

/**
 * What is played in which order, by cell: what may be played at the same time, and then what takes a session for
 * itself for a while.
 */
const SHARED: readonly Which[] = [
  (behaviour) => behaviour !== "4-MiB frame" && !isAlone(behaviour),
  (behaviour) => behaviour === "4-MiB frame",
];

/**
 * Played last, on sessions that hear of nothing else: with moq-lite-01 and 02 a session does not survive that any
 * broadcast it hears of goes and comes again. See what is known of announcements.
 */
const isAlone: Which = (behaviour) => behaviour === "announcements";

/**
 * Until the ends of a cell's broadcasts are told: npm's publisher does not notice a broadcast that comes while it
 * writes of others, until the next one comes or goes.
 */
const ENDS_TOLD_MS = 100;

/** Runs all tasks, several at a time. */
export async function run(
  relay: string,
  transport: TransportName,
  tasks: Task[],
  { prefix, atOnce }: { prefix: string; atOnce: number },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const play = async ({ cell, behaviours }: Task, sessions: Sessions, path: string, which: Which) => {
    const playing = behaviours
      .filter(({ name }) => which(name))
      .map(({ name, signatures }) => {
        const props = { transport, path: `${path}/${name.replaceAll(" ", "-")}`, signatures };
        return playOne(sessions, cell, name, props);
      });
    outcomes.push(...(await Promise.all(playing)));
  };
  const each = async (work: (task: Task, path: string) => Promise<void>) => {
    const queue = [...tasks];
    const worker = async () => {
      for (let task = queue.shift(); task; task = queue.shift()) await work(task, `${prefix}/${runs++}`);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  const shared = new Sessions(relay, transport, prefix);
  await each(async (task, path) => {
    for (const which of SHARED) {
      await play(task, shared, path, which);
      await pause(ENDS_TOLD_MS);
    }
  });
  await shared.close();
  await each(async (task, path) => {
    const own = new Sessions(relay, transport, path);
    await play(task, own, path, isAlone);
    await own.close();
  });
  return outcomes;
}

/** How long a behaviour may take, whatever it waits for. */
const ALL_MS = 45_000;

async function playOne(
  sessions: Sessions,
  cell: Cell,
  name: BehaviourName,
  props: Omit<SceneProps, "publisher" | "consumer">,
): Promise<Outcome> {
  const startedMs = performance.now();
  let scene: Scene | undefined;
  let seen: string | undefined;
  try {
    const [publisher, consumer] = await Promise.all([
      peerOf(sessions, "publisher", cell),
      peerOf(sessions, "consumer", cell),
    ]);
    scene = new Scene({ publisher, consumer, ...props });
    await scene.within("the end of it all", BEHAVIOURS[name](scene), ALL_MS);
  } catch (error) {
    seen = String(error);
  }
  try {
    scene?.end();
  } catch (error) {
    seen ??= `afterwards: ${error}`;
  }
  return { cell, behaviour: name, seen, ms: performance.now() - startedMs };
}

async function peerOf(sessions: Sessions, role: "publisher" | "consumer", cell: Cell): Promise<Peer> {
  const end = cell[role];
  const session = await sessions.get(role, end);
  if (session.version !== end.version)
    throw new Error(`${titleOf(end)} was to be spoken, and it is ${session.version}`);
  return { name: end.library, library: LIBRARIES[end.library], session };
}
