/** Whether an element can be seen: on screen (or nearly), in a page that is shown. */
import { type Accessor, createSignal, onCleanup } from "solid-js";

/** How near to the screen counts, so that a picture is there when it is scrolled to. */
const MARGIN = "120px";

const listeners = new WeakMap<Element, (visible: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** One observer serves every element: a lobby may have a thousand. */
function observe(element: Element, onChange: (visible: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: MARGIN },
  );
  const by = observer;
  listeners.set(element, onChange);
  by.observe(element);
  return () => {
    listeners.delete(element);
    by.unobserve(element);
  };
}

/** Whether the page is shown. */
export function createPageVisible(): Accessor<boolean> {
  const [visible, setVisible] = createSignal(!document.hidden);
  const onChange = () => setVisible(!document.hidden);
  document.addEventListener("visibilitychange", onChange);
  onCleanup(() => document.removeEventListener("visibilitychange", onChange));
  return visible;
}

/** Whether `element` and its page can be seen. */
export function createVisible(element: Element): Accessor<boolean> {
  const [onScreen, setOnScreen] = createSignal(false);
  const pageVisible = createPageVisible();
  onCleanup(observe(element, setOnScreen));
  return () => onScreen() && pageVisible();
}
