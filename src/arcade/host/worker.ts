/**
 * The host's Worker: the machine, the encoders and the session together, so that a busy page costs no frame.
 */

// Before anything that awaits: messages come while the wasm loads.
import "../early-messages.ts";
import { AudioSink } from "../../watch/decode.ts";
import { loadCore } from "../core.ts";
import { onMessage } from "../early-messages.ts";
import type { FromHost, ToHost } from "./messages.ts";
import { CanvasScreen } from "./screen.ts";
import { HostSession } from "./session.ts";

let host: HostSession | undefined;

function start({ rom, state, canvas, ...options }: Extract<ToHost, { type: "start" }>): HostSession {
  return new HostSession({
    ...options,
    rom: new Uint8Array(rom),
    ...(state ? { state: new Uint8Array(state) } : {}),
    core: loadCore,
    makeScreen: (emulator) => new CanvasScreen(canvas, emulator),
    onTold: (message: FromHost) => self.postMessage(message),
  });
}

onMessage((data: ToHost) => {
  switch (data.type) {
    case "start":
      host ??= start(data);
      break;
    case "press":
      host?.press(data.button, data.down);
      break;
    case "release-all":
      host?.releaseAll();
      break;
    case "reset":
      host?.reset();
      break;
    case "audio":
      host?.audio(new AudioSink(data.sink));
      break;
    case "close":
      host?.close();
      break;
    default:
      data satisfies never;
  }
});
