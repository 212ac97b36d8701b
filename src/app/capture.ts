/** What a person has chosen to send: a picture's source, and a microphone beside it. */
import { createEffect, createMemo, createSignal, onCleanup, untrack } from "solid-js";
import {
  type DeviceSource,
  makeCamera,
  makeDeviceList,
  makeFile,
  makeMicrophone,
  makeScreen,
  type Source,
  type SourceState,
} from "../publish/index.ts";
import { createAccessor, createFollowed } from "../ui/index.ts";
import { createClosing } from "./closing.ts";

/** What the picture comes from. */
export type Choice = { kind: "camera" } | { kind: "screen" } | { kind: "file"; file: File };

/** Sources that live as long as their owner, and stop with it. */
export function createCapture() {
  const [choice, setChoice] = createSignal<Choice>();
  // Counts attempts: the same choice again is another attempt.
  const [attempt, setAttempt] = createSignal(0);
  const [wantsMicrophone, setWantsMicrophone] = createSignal(true);
  const [cameraId, setCameraId] = createSignal<string>();
  const [microphoneId, setMicrophoneId] = createSignal<string>();
  const devices = createClosing(makeDeviceList());

  const picture = createMemo<Source | undefined>(() => {
    attempt();
    const chosen = choice();
    if (!chosen) return undefined;
    const made = untrack(() => open(chosen, cameraId()));
    onCleanup(() => made.close());
    return made;
  });
  const needsMicrophone = createMemo(
    () => choice() !== undefined && choice()?.kind !== "file" && wantsMicrophone(),
  );
  const microphone = createMemo<DeviceSource | undefined>(() => {
    if (!needsMicrophone()) return undefined;
    const deviceId = untrack(microphoneId);
    const made = makeMicrophone(deviceId === undefined ? {} : { deviceId });
    onCleanup(() => made.close());
    return made;
  });

  const pictureState = createFollowed(() => picture()?.state);
  const microphoneState = createFollowed(() => microphone()?.state);
  const videoTrack = createFollowed(() => picture()?.video);
  const ownSound = createFollowed(() => picture()?.audio);
  const microphoneTrack = createFollowed(() => microphone()?.audio);
  // Names of devices are told once one of them may be used.
  createEffect(() => {
    if (isLive(pictureState()) || isLive(microphoneState())) devices.refresh();
  });

  const close = () => setChoice(undefined);
  window.addEventListener("pagehide", close);
  onCleanup(() => window.removeEventListener("pagehide", close));

  return {
    choice,
    /** Opens a source, also the same again. To be called within a gesture. */
    choose(next: Choice) {
      if (next.kind !== choice()?.kind) setWantsMicrophone(next.kind === "camera");
      setChoice(next);
      setAttempt((count) => count + 1);
    },
    close,
    pictureState,
    microphoneState,
    videoTrack,
    audioTrack: createMemo(() => microphoneTrack() ?? ownSound()),
    wantsMicrophone,
    setWantsMicrophone,
    retryMicrophone: () => microphone()?.select(microphoneId()),
    cameras: createAccessor(devices.cameras),
    microphones: createAccessor(devices.microphones),
    cameraId,
    microphoneId,
    setCamera(id: string) {
      setCameraId(id);
      const source = picture();
      if (source && "select" in source) (source as DeviceSource).select(id);
    },
    setMicrophone(id: string) {
      setMicrophoneId(id);
      microphone()?.select(id);
    },
  };
}

export type Capture = ReturnType<typeof createCapture>;

const isLive = (state: SourceState | undefined) => state?.state === "live";

function open(choice: Choice, cameraId: string | undefined): Source {
  switch (choice.kind) {
    case "camera":
      return makeCamera(cameraId === undefined ? {} : { deviceId: cameraId });
    case "screen":
      return makeScreen();
    case "file":
      return makeFile(choice.file);
    default:
      return choice satisfies never;
  }
}
