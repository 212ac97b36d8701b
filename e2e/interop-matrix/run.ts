/** Runs cells, in a page or under Node. */
import { BEHAVIOURS, type BehaviourName } from "./behaviours/index.ts";
import { type Cell, type TransportName, titleOf } from "./cells.ts";
import { LIBRARIES } from "./library.ts";
import { type Peer, Scene, type SceneProps } from "./scene.ts";
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

/**
 * What is played in which order, by cell: first what may be played at the same time, on one pair of sessions; then
 * what takes a session for itself for a while; last, on other sessions, what some sessions do not survive, whoever
 * plays it: see what is known of announcements.
 */
function phaseOf(behaviour: BehaviourName): number {
  if (behaviour === "announcements") return 2;
  return behaviour === "4-MiB frame" ? 1 : 0;
}

/** Runs all tasks, several at a time. */
export async function run(
  relay: string,
  transport: TransportName,
  tasks: Task[],
  { prefix, atOnce }: { prefix: string; atOnce: number },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const phases of [[0, 1], [2]]) {
    const sessions = new Sessions(relay, transport, prefix);
    const queue = [...tasks];
    const work = async () => {
      for (let task = queue.shift(); task; task = queue.shift()) {
        const { cell, behaviours } = task;
        const path = `${prefix}/${runs++}`;
        for (const phase of phases) {
          const playing = behaviours
            .filter(({ name }) => phaseOf(name) === phase)
            .map(({ name, signatures }) => {
              const props = { transport, path: `${path}/${name.replaceAll(" ", "-")}`, signatures };
              return playOne(sessions, cell, name, props);
            });
          outcomes.push(...(await Promise.all(playing)));
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    await sessions.close();
  }
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
