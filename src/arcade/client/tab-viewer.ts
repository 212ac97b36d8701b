/** Who this tab is among the players of a game, on the page: kept for the tab, so that a reload does not make it somebody else. */

const KEY = "moq-arcade.viewer";

/** A tab that came so often is somebody else from then on. */
const SESSIONS_MAX = 1_000_000;

/** What a play is told of its tab. */
export interface TabViewer {
  /** Who the tab was before, if it was anybody. */
  wanted?: string;
  /** How many sessions it had as that. */
  sessions: number;
  /** Whether the page was reloaded: who the tab was before has ended, or is about to. */
  isReloaded: boolean;
}

/** For one more play of this tab. @param storage of the tab alone; a tab that is duplicated has a copy */
export function takeTabViewer(storage = tabStorage()): TabViewer {
  const isReloaded = wasReloaded();
  const kept = read(storage);
  if (!kept) return { sessions: 0, isReloaded };
  // Whatever becomes of it, the next one's numbers are others.
  write(storage, kept.wanted, kept.sessions + 1);
  return { ...kept, isReloaded };
}

/** A play of this tab is this player now, in the session of this number. */
export function keepTabViewer(player: string, session: number, storage = tabStorage()): void {
  const kept = read(storage);
  if (kept?.wanted !== player || kept.sessions <= session) write(storage, player, session + 1);
}

let isFirst = true;

/**
 * Whether the page was, and this is its first play: who comes later, or beside it, waits for one that goes on. A tab that
 * is duplicated was not.
 */
function wasReloaded(): boolean {
  if (!isFirst) return false;
  isFirst = false;
  const [navigation] = globalThis.performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "reload";
}

function read(storage: Storage | undefined): { wanted: string; sessions: number } | undefined {
  try {
    const [, wanted, sessions] = /^([0-9a-f]{8}) (\d{1,6})$/.exec(storage?.getItem(KEY) ?? "") ?? [];
    return wanted === undefined ? undefined : { wanted, sessions: Number(sessions) };
  } catch {
    return undefined;
  }
}

function write(storage: Storage | undefined, player: string, sessions: number): void {
  try {
    if (sessions < SESSIONS_MAX) storage?.setItem(KEY, `${player} ${sessions}`);
    else storage?.removeItem(KEY);
  } catch {
    // Full or forbidden: then a reload is another viewer.
  }
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
