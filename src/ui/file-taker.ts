/** One file of a person's: chosen, or dropped anywhere on the page. */
import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

export interface FileTakerOptions {
  /** What is wrong with a file as it lies there, before it is read: a sentence. */
  check: (file: File) => string | undefined;
  /** What is said of several at once. */
  several: string;
  onFile: (bytes: Uint8Array, name: string) => void;
}

export interface FileTaker {
  /** Reads the file, if there is one. Of two that are read at once the last counts. */
  take: (files: FileList | null | undefined) => Promise<void>;
  /** Something else was chosen: what is still being read is not wanted, and nothing is wrong any more. */
  forget: () => void;
  problem: Accessor<string | undefined>;
  /** Whether a file is held over the page. */
  dragging: Accessor<boolean>;
}

/** Takes files until its owner goes. The whole page takes them: one dropped beside the mark would take its place otherwise. */
export function createFileTaker(options: FileTakerOptions): FileTaker {
  const [problem, setProblem] = createSignal<string>();
  const [dragging, setDragging] = createSignal(false);
  let reading = 0;

  const forget = () => {
    reading += 1;
    setProblem(undefined);
  };

  async function take(files: FileList | null | undefined) {
    const file = files?.[0];
    if (!files || !file) return;
    forget();
    const run = reading;
    setProblem(files.length > 1 ? options.several : options.check(file));
    if (problem()) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (run === reading) options.onFile(bytes, file.name);
    } catch {
      if (run === reading)
        setProblem(
          `${file.name} could not be read. Choose a file rather than a folder, and one that you may open.`,
        );
    }
  }

  onMount(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const onDragOver = (event: DragEvent) => {
      event.preventDefault();
      setDragging(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setDragging(false);
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      void take(event.dataTransfer?.files);
    };
    window.addEventListener("dragover", onDragOver, { signal });
    window.addEventListener("dragleave", onDragLeave, { signal });
    window.addEventListener("drop", onDrop, { signal });
    onCleanup(() => abort.abort());
  });
  onCleanup(() => {
    reading += 1;
  });

  return { take, forget, problem, dragging };
}
