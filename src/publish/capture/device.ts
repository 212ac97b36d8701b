/** Cameras and microphones: one is opened, followed while it is there, and replaced when it is gone. */
import { Signal } from "@moq/signals";
import { explainFailure, type Source, type SourceState, unsupported } from "./source.ts";

export interface DeviceOptions {
  /** The device to use; what the browser chooses if not given, or where it is not there. */
  deviceId?: string;
}

export interface DeviceSource extends Source {
  /** Changes to another device; `undefined` for what the browser chooses. Also tries again after a failure. */
  select(deviceId: string | undefined): void;
}

/** A device that can be chosen. */
export interface Device {
  id: string;
  label: string;
}

export interface DeviceList {
  readonly cameras: Signal<Device[]>;
  readonly microphones: Signal<Device[]>;
  /** Looks anew: labels are told only once something may be captured. */
  refresh(): void;
  close(): void;
}

type DeviceKind = "camera" | "microphone";

/** What is asked for; a browser comes as close as the device can. */
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};
const AUDIO: MediaTrackConstraints = { channelCount: { ideal: 2 } };

/** A camera. */
export function makeCamera(options: DeviceOptions = {}): DeviceSource {
  return new OpenDevice("camera", options);
}

/** A microphone. */
export function makeMicrophone(options: DeviceOptions = {}): DeviceSource {
  return new OpenDevice("microphone", options);
}

/** The devices there are; names are empty until something has been allowed. */
export function makeDeviceList(): DeviceList {
  const cameras = new Signal<Device[]>([]);
  const microphones = new Signal<Device[]>([]);
  const media = navigator.mediaDevices as MediaDevices | undefined;
  let run = 0;
  const refresh = async () => {
    const current = ++run;
    const all = (await media?.enumerateDevices().catch(() => [])) ?? [];
    if (current !== run) return;
    cameras.set(namedDevices(all, "videoinput", "Camera"));
    microphones.set(namedDevices(all, "audioinput", "Microphone"));
  };
  const onChange = () => void refresh();
  media?.addEventListener("devicechange", onChange);
  onChange();
  return {
    cameras,
    microphones,
    refresh: onChange,
    close() {
      run++;
      media?.removeEventListener("devicechange", onChange);
    },
  };
}

/** The devices of a kind, each with something to call it by; those without an id cannot be chosen. */
export function namedDevices(
  all: readonly Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[],
  kind: MediaDeviceKind,
  word: string,
): Device[] {
  return all
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map((device, i) => ({ id: device.deviceId, label: device.label || `${word} ${i + 1}` }));
}

class OpenDevice implements DeviceSource {
  readonly kind: DeviceKind;
  readonly state = new Signal<SourceState>({ state: "starting" });
  readonly video = new Signal<MediaStreamTrack | undefined>(undefined);
  readonly audio = new Signal<MediaStreamTrack | undefined>(undefined);
  #deviceId: string | undefined;
  #track: MediaStreamTrack | undefined;
  /** Counts attempts: one that is overtaken lets its track go. */
  #run = 0;
  #closed = false;
  #media = navigator.mediaDevices as MediaDevices | undefined;
  #onDevices = () => {
    // What was missing may have been plugged in.
    const state = this.state.peek();
    if (state.state === "failed" && state.reason === "missing") void this.#open();
  };

  constructor(kind: DeviceKind, { deviceId }: DeviceOptions) {
    this.kind = kind;
    this.#deviceId = deviceId;
    this.#media?.addEventListener("devicechange", this.#onDevices);
    void this.#open();
  }

  select(deviceId: string | undefined): void {
    const isLive = this.state.peek().state === "live";
    if (this.#closed || (isLive && deviceId === this.#deviceId)) return;
    this.#deviceId = deviceId;
    void this.#open();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#run++;
    this.#media?.removeEventListener("devicechange", this.#onDevices);
    this.#set(undefined);
    this.state.set({ state: "ended", error: "" });
  }

  /** @param gone the label of the device that this one is to stand in for */
  async #open(gone?: string): Promise<void> {
    const run = ++this.#run;
    this.state.set({ state: "starting" });
    try {
      if (!this.#media) throw unsupported();
      const track = await this.#ask(this.#media);
      if (run !== this.#run) {
        track.stop();
        return;
      }
      this.#set(track);
      const note = gone && `${gone} is gone: ${track.label} is used instead.`;
      this.state.set({ state: "live", label: track.label, ...(note && { note }) });
      // A device that is unplugged ends its track; `stop()` does not come here.
      track.addEventListener("ended", () => {
        if (this.#track === track) void this.#open(track.label || `The ${this.kind}`);
      });
    } catch (error) {
      if (run !== this.#run) return;
      this.#set(undefined);
      const failure = explainFailure(this.kind, error);
      this.state.set(gone ? { ...failure, error: `${gone} is gone. ${failure.error}` } : failure);
    }
  }

  async #ask(media: MediaDevices): Promise<MediaStreamTrack> {
    const isVideo = this.kind === "camera";
    // Not exactly this device: where it is gone another is better than none.
    const constraints = {
      ...(isVideo ? VIDEO : AUDIO),
      ...(this.#deviceId !== undefined && { deviceId: { ideal: this.#deviceId } }),
    };
    const stream = await media.getUserMedia(isVideo ? { video: constraints } : { audio: constraints });
    const [track] = stream.getTracks();
    if (!track) throw new DOMException("", "NotFoundError");
    return track;
  }

  #set(track: MediaStreamTrack | undefined): void {
    const before = this.#track;
    this.#track = track;
    (this.kind === "camera" ? this.video : this.audio).set(track);
    before?.stop();
  }
}
