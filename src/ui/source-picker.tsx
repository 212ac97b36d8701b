import { createUniqueId, type JSX } from "solid-js";

export type SourceChoice = "camera" | "screen" | "file";

export interface SourcePickerProps {
  /** What is chosen now. */
  chosen: SourceChoice | undefined;
  /** What the chosen file is called. */
  fileName?: string | undefined;
  onCamera: () => void;
  onScreen: () => void;
  onFile: (file: File) => void;
}

/** Three keys: what the picture comes from. */
export function SourcePicker(props: SourcePickerProps): JSX.Element {
  const fileId = createUniqueId();
  const key = (choice: SourceChoice, text: string, onClick: () => void) => (
    <button type="button" class="button source-key" aria-pressed={props.chosen === choice} onClick={onClick}>
      {text}
    </button>
  );
  return (
    <fieldset class="sources" aria-label="What to send">
      {key("camera", "Camera", () => props.onCamera())}
      {key("screen", "Screen", () => props.onScreen())}
      <label
        class="button source-key source-file"
        classList={{ chosen: props.chosen === "file" }}
        for={fileId}
        title="A video or a sound, played round and round"
      >
        <input
          id={fileId}
          type="file"
          class="visually-hidden"
          accept="video/*,audio/*"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            // The same file can be chosen again.
            event.currentTarget.value = "";
            if (file) props.onFile(file);
          }}
        />
        <span class="source-file-name">{(props.chosen === "file" && props.fileName) || "File"}</span>
      </label>
    </fieldset>
  );
}
