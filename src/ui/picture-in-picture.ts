/** The picture in a small window on top of all others. */
import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Of the Document Picture-in-Picture API, what is used; Chromium alone has it. */
interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

export interface PictureInPicture {
  isPossible: boolean;
  isOn: Accessor<boolean>;
  /** To be called from a gesture. */
  toggle(): void;
}

function api(): DocumentPictureInPicture | undefined {
  return (globalThis as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;
}

/** The picture's size at first, in CSS pixels: three times a Game Boy's. */
const SIZE = { width: 480, height: 432 };

const STYLE = `
  body { margin: 0; height: 100vh; background: #14161d; }
  canvas { display: block; width: 100%; height: 100%; object-fit: contain; image-rendering: pixelated; }
`;

/**
 * Moves a canvas to a window of its own, and back when that is closed.
 * @param onOpen is told of the window, and gives back what undoes what it did
 */
export function createPictureInPicture(
  canvas: HTMLCanvasElement,
  onOpen: (pipWindow: Window) => () => void,
): PictureInPicture {
  const [isOn, setOn] = createSignal(false);
  let pipWindow: Window | undefined;
  let isGone = false;

  async function open() {
    const opened = await api()?.requestWindow(SIZE);
    if (!opened) return;
    if (isGone || pipWindow) return opened.close();
    pipWindow = opened;
    const place = document.createElement("p");
    place.className = "screen-away";
    place.textContent = "The picture is in a window of its own.";
    canvas.replaceWith(place);
    const style = opened.document.createElement("style");
    style.textContent = STYLE;
    opened.document.head.append(style);
    opened.document.title = document.title;
    opened.document.body.append(canvas);
    const undo = onOpen(opened);
    setOn(true);
    opened.addEventListener(
      "pagehide",
      () => {
        pipWindow = undefined;
        undo();
        place.replaceWith(canvas);
        setOn(false);
      },
      { once: true },
    );
  }

  onCleanup(() => {
    isGone = true;
    pipWindow?.close();
  });

  return {
    isPossible: api() !== undefined,
    isOn,
    toggle() {
      if (pipWindow) pipWindow.close();
      // Refused without a gesture, which a key or a click is.
      else open().catch(() => {});
    },
  };
}
