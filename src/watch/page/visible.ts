/** Whether a canvas can be seen, and so whether its picture is downloaded. */

/** When a picture is downloaded: never, always, or while it is so near to what is seen of the page (CSS). */
export type Visible = "never" | "always" | (string & {});

export const DEFAULT_VISIBLE: Visible = "20%";

const DISTANCE = /^-?\d+(\.\d+)?(px|%)$/;

/** As it is written in an attribute: `undefined` where that is none of what it may be. A bare number is of pixels. */
export function parseVisible(text: string): Visible | undefined {
  const trimmed = text.trim();
  if (trimmed === "never" || trimmed === "always" || DISTANCE.test(trimmed)) return trimmed;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? `${trimmed}px` : undefined;
}

/** What is known of an element's place. */
export interface Sight {
  /** Whether it is within the distance of what is seen of the page. */
  near: boolean;
  /** Whether the page is shown. */
  pageShown: boolean;
}

/** Whether a picture is downloaded. */
export function isVisible(visible: Visible, { near, pageShown }: Sight): boolean {
  if (visible === "never") return false;
  return visible === "always" || (near && pageShown);
}

/** Watches an element's place; whoever made it closes it. Idempotent. */
export interface Sighting {
  set(visible: Visible): void;
  close(): void;
}

/** Tells, at first and then at each change, whether an element's picture is to be downloaded. */
export function makeSighting(
  element: Element,
  visible: Visible,
  onChange: (isVisible: boolean) => void,
): Sighting {
  let current = visible;
  let near = false;
  let told: boolean | undefined;
  let observer: IntersectionObserver | undefined;
  const tell = () => {
    const next = isVisible(current, { near, pageShown: !document.hidden });
    if (next === told) return;
    told = next;
    onChange(next);
  };
  const observe = () => {
    observer?.disconnect();
    observer = undefined;
    if (current !== "never" && current !== "always") {
      const seen = (entries: IntersectionObserverEntry[]) => {
        near = entries.at(-1)?.isIntersecting ?? near;
        tell();
      };
      observer = new IntersectionObserver(seen, { rootMargin: current });
      observer.observe(element);
    }
    tell();
  };
  document.addEventListener("visibilitychange", tell);
  observe();
  return {
    set(visible) {
      if (visible === current) return;
      current = visible;
      observe();
    },
    close() {
      observer?.disconnect();
      document.removeEventListener("visibilitychange", tell);
    },
  };
}
