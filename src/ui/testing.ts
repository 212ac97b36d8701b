/** What several tests of components need. */

/** Signals tell their subscribers in a microtask; a task later all of that has happened. */
export function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Everything that changes below an element, from now until it is asked. */
export function watchMutations(element: Element): () => MutationRecord[] {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((some) => records.push(...some));
  observer.observe(element, { attributes: true, characterData: true, childList: true, subtree: true });
  return () => [...records, ...observer.takeRecords()];
}

/** Gives an element a place: jsdom lays nothing out. */
export function placeAt(element: Element, left: number, top: number, width: number, height: number): void {
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
}

/** A pointer's event, at a place on the page. */
export function pointer(type: string, pointerId: number, x = 0, y = 0): PointerEvent {
  return new PointerEvent(type, {
    pointerId,
    clientX: x,
    clientY: y,
    bubbles: true,
    cancelable: true,
    pointerType: "touch",
  });
}

/** A key's event, as from an element. */
export function key(type: "keydown" | "keyup", code: string, init: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent(type, { code, bubbles: true, cancelable: true, ...init });
}

/** Storage that a test owns. */
export class MemoryStorage implements Storage {
  #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  clear(): void {
    this.#items.clear();
  }
  getItem(name: string): string | null {
    return this.#items.get(name) ?? null;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(name: string): void {
    this.#items.delete(name);
  }
  setItem(name: string, value: string): void {
    this.#items.set(name, value);
  }
}

/** Writes down the edges a controller sends. */
export function recorder() {
  const edges: string[] = [];
  return {
    edges,
    press: (button: string, down: boolean) => void edges.push(`${down ? "+" : "-"}${button}`),
    releaseAll: () => void edges.push("release all"),
  };
}
