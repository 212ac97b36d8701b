/** A video or audio file, played round and round, and captured as it plays. */
import { makeOnce, type Opened } from "./once.ts";
import { type Source, UnreadableError, unsupported } from "./source.ts";

/** Firefox's name for it. */
type Capturable = HTMLVideoElement & {
  captureStream?: () => MediaStream;
  mozCaptureStream?: () => MediaStream;
};

/** Plays a file of this machine's. */
export function makeFile(file: File): Source {
  return makeOnce("file", () => play(file));
}

async function play(file: File): Promise<Opened> {
  const url = URL.createObjectURL(file);
  const element: Capturable = document.createElement("video");
  const release = () => {
    element.pause();
    element.removeAttribute("src");
    element.load();
    URL.revokeObjectURL(url);
  };
  try {
    const capture = element.captureStream ?? element.mozCaptureStream;
    if (!capture) throw unsupported();
    // What it says is not to be heard here; it is captured all the same.
    element.muted = true;
    element.loop = true;
    element.playsInline = true;
    element.src = url;
    await element.play().catch(() => {
      throw new UnreadableError(`${file.name} cannot be played in this browser`);
    });
    const tracks = capture.call(element).getTracks();
    if (tracks.length === 0)
      throw new UnreadableError(`There is neither a picture nor sound in ${file.name}`);
    return { label: file.name, tracks, ended: `${file.name} has ended.`, release };
  } catch (error) {
    release();
    throw error;
  }
}
