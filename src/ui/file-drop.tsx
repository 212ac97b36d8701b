import { createUniqueId, type JSX, Show } from "solid-js";
import { createFileTaker, type FileTaker } from "./file-taker.ts";

export interface FileDropProps {
  title: string;
  text: string;
  /** As an input has it, such as `.gb,.gbc`. */
  accept: string;
  maxBytes: number;
  onFile: (bytes: Uint8Array, name: string) => void;
}

/** A length as it is told of a file. */
export const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** A place for one file: chosen, or dropped anywhere on the page. */
export function FileDrop(props: FileDropProps): JSX.Element {
  const taker = createFileTaker({
    several: "One file at a time, please.",
    check: (file) => {
      if (file.size === 0) return `${file.name} is empty. Choose another file.`;
      if (file.size > props.maxBytes)
        return `${file.name} has ${mebibytes(file.size)}, and ${mebibytes(props.maxBytes)} is the most. Choose another file.`;
      return undefined;
    },
    onFile: (bytes, name) => props.onFile(bytes, name),
  });
  return (
    <div class="file-drop">
      <FileSlot taker={taker} title={props.title} text={props.text} accept={props.accept} />
      <Show when={taker.problem()}>
        {(text) => (
          <p class="problem" role="alert">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}

/** The mark where a file goes. */
export function FileSlot(props: {
  taker: Pick<FileTaker, "take" | "dragging">;
  title: string;
  text: string;
  accept: string;
  chosen?: boolean;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <label
      class="cartridge cartridge-drop"
      classList={{ chosen: props.chosen === true, dragging: props.taker.dragging() }}
      for={id}
    >
      <input
        id={id}
        type="file"
        class="cartridge-file"
        accept={props.accept}
        onChange={(event) => {
          void props.taker.take(event.currentTarget.files);
          // The same file can be chosen again after it was mended.
          event.currentTarget.value = "";
        }}
      />
      <span class="cartridge-label">
        <span class="cartridge-title">{props.title}</span>
        <span class="cartridge-text">{props.text}</span>
      </span>
    </label>
  );
}
