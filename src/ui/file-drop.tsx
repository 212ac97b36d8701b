import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from "solid-js";

export interface FileDropProps {
  title: string;
  text: string;
  /** As an input has it, such as `.gb,.gbc`. */
  accept: string;
  maxBytes: number;
  onFile: (bytes: Uint8Array, name: string) => void;
}

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** A place for one file: chosen, or dropped anywhere on the page. */
export function FileDrop(props: FileDropProps): JSX.Element {
  const id = createUniqueId();
  const [problem, setProblem] = createSignal<string>();
  const [dragging, setDragging] = createSignal(false);
  let reading = 0;
  onCleanup(() => {
    reading += 1;
  });

  const wrong = (files: FileList, file: File): string | undefined => {
    if (files.length > 1) return "One file at a time, please.";
    if (file.size === 0) return `${file.name} is empty. Choose another file.`;
    if (file.size > props.maxBytes)
      return `${file.name} has ${mebibytes(file.size)}, and ${mebibytes(props.maxBytes)} is the most. Choose another file.`;
    return undefined;
  };

  async function take(files: FileList | null | undefined) {
    const file = files?.[0];
    if (!files || !file) return;
    reading += 1;
    const run = reading;
    setProblem(wrong(files, file));
    if (problem()) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (run === reading) props.onFile(bytes, file.name);
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

  return (
    <div class="file-drop">
      <label class="cartridge cartridge-drop" classList={{ dragging: dragging() }} for={id}>
        <input
          id={id}
          type="file"
          class="cartridge-file"
          accept={props.accept}
          onChange={(event) => {
            void take(event.currentTarget.files);
            // The same file can be chosen again after it was mended.
            event.currentTarget.value = "";
          }}
        />
        <span class="cartridge-label">
          <span class="cartridge-title">{props.title}</span>
          <span class="cartridge-text">{props.text}</span>
        </span>
      </label>
      <Show when={problem()}>
        {(text) => (
          <p class="problem" role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
