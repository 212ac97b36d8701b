/** What a Worker is called: what it is, and what its log should show, since it has no storage to read. */
export function workerName(role: string): string {
  let filter: string | null = null;
  try {
    filter = globalThis.localStorage?.getItem("moq_log") ?? null;
  } catch {
    // Storage can be forbidden.
  }
  return filter ? `${role}&moq_log=${filter}` : role;
}
