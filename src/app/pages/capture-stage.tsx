import { createMemo, createUniqueId, For, type JSX, Show } from "solid-js";
import { Notice, Preview, SourcePicker } from "../../ui/index.ts";
import type { Capture } from "../capture.ts";

/** The picture, what it comes from, and what is the matter with it. */
export function CaptureStage(props: { capture: Capture; strip: JSX.Element }): JSX.Element {
  const { capture } = props;
  const kind = () => capture.choice()?.kind;
  const asking = () =>
    kind() === "screen" ? "Choose what to share…" : "Waiting for the camera: the browser may ask you…";
  const instead = () => {
    const state = capture.pictureState();
    if (!state) return "Choose what to send. Nobody sees it before you go live.";
    if (state.state === "starting") return kind() === "file" ? "Opening the file…" : asking();
    return state.state === "live" ? `${state.label}: sound without a picture` : "No picture";
  };
  const trouble = createMemo(() => {
    const state = capture.pictureState();
    if (state?.state === "failed" || (state?.state === "ended" && state.error)) return state;
    return undefined;
  });
  const again = () => {
    const choice = capture.choice();
    if (choice) capture.choose(choice);
  };
  return (
    <section class="sending-stage" aria-label="What is captured">
      <Preview
        track={capture.videoTrack()}
        label="What is captured"
        mirrored={kind() === "camera"}
        strip={props.strip}
      >
        {instead()}
      </Preview>
      <SourcePicker
        chosen={kind()}
        fileName={fileName(capture)}
        onCamera={() => capture.choose({ kind: "camera" })}
        onScreen={() => capture.choose({ kind: "screen" })}
        onFile={(file) => capture.choose({ kind: "file", file })}
      />
      <Show when={trouble()}>
        {(state) => (
          <Notice
            tone="error"
            title={state().state === "ended" ? "The picture has ended" : "No picture"}
            text={state().error}
          >
            <Show when={kind() !== "file"}>
              <button type="button" class="button" onClick={again}>
                {kind() === "screen" ? "Share again" : "Try again"}
              </button>
            </Show>
          </Notice>
        )}
      </Show>
      <Notes capture={capture} />
      <Devices capture={capture} />
    </section>
  );
}

function fileName(capture: Capture): string | undefined {
  const choice = capture.choice();
  return choice?.kind === "file" ? choice.file.name : undefined;
}

/** What has changed by itself, and what of the sound does not work. */
function Notes(props: { capture: Capture }): JSX.Element {
  const note = (state: ReturnType<Capture["pictureState"]>) =>
    state?.state === "live" ? state.note : undefined;
  const microphone = () => {
    const state = props.capture.microphoneState();
    return state?.state === "failed" ? state.error : undefined;
  };
  return (
    <>
      <For each={[note(props.capture.pictureState()), note(props.capture.microphoneState())].filter(Boolean)}>
        {(text) => <p role="status">{text}</p>}
      </For>
      <Show when={microphone()}>
        {(text) => (
          <Notice tone="error" title="No sound" text={text()}>
            <button type="button" class="button" onClick={() => props.capture.retryMicrophone()}>
              Try the microphone again
            </button>
            <button type="button" class="button" onClick={() => props.capture.setWantsMicrophone(false)}>
              Send without it
            </button>
          </Notice>
        )}
      </Show>
    </>
  );
}

/** Which devices, where there is a choice. */
function Devices(props: { capture: Capture }): JSX.Element {
  const { capture } = props;
  const select = (
    label: string,
    devices: () => { id: string; label: string }[],
    chosen: () => string | undefined,
    choose: (id: string) => void,
  ) => {
    const id = createUniqueId();
    return (
      <Show when={devices().length > 1}>
        <div class="field">
          <label class="field-label" for={id}>
            {label}
          </label>
          <select id={id} class="text-field" onChange={(event) => choose(event.currentTarget.value)}>
            <For each={devices()}>
              {(device) => (
                <option value={device.id} selected={device.id === chosen()}>
                  {device.label}
                </option>
              )}
            </For>
          </select>
        </div>
      </Show>
    );
  };
  return (
    <Show when={capture.choice() && capture.choice()?.kind !== "file"}>
      <div class="sending-devices">
        <Show when={capture.choice()?.kind === "camera"}>
          {select("Camera", capture.cameras, capture.cameraId, capture.setCamera)}
        </Show>
        {select("Microphone", capture.microphones, capture.microphoneId, capture.setMicrophone)}
      </div>
      <label class="sending-choice">
        <input
          type="checkbox"
          checked={capture.wantsMicrophone()}
          onChange={(event) => capture.setWantsMicrophone(event.currentTarget.checked)}
        />
        Send the microphone
      </label>
    </Show>
  );
}
