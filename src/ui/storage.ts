/** What a page keeps from one visit to the next; nothing where that is forbidden. */
export function pageStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
