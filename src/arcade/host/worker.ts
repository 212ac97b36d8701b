/**
 * The host's Worker: the machine, the encoders and the session together, so that a busy page costs no frame.
 */

// Before anything that awaits: messages come while the wasm loads.
import "../early-messages.ts";
import { AudioSink } from "../../watch/decode.ts";
import { loadCore } from "../core.ts";
import { onMessage } from "../early-messages.ts";
import { readBattery, writeBattery } from "./battery-store.ts";
import type { FromHost, ToHost } from "./messages.ts";
import { keepGame } from "./resume-store.ts";
import { CanvasScreen } from "./screen.ts";
import { HostSession } from "./session.ts";
import { browserSlots } from "./slot-store.ts";

let host: HostSession | undefined;

/** What is being written: one behind the other. */
let writing = Promise.resolve();

function write(job: () => Promise<void>): void {
  writing = writing.then(job);
}

/** The page ends this Worker once it hears that all is closed, so that comes behind what is being written. */
function tell(message: FromHost): void {
  if (message.type === "closed") void writing.then(() => self.postMessage(message));
  else self.postMessage(message);
}

function start({ rom, state, canvas, ...options }: Extract<ToHost, { type: "start" }>): HostSession {
  const cartridge = new Uint8Array(rom);
  let isFirst = true;
  return new HostSession({
    ...options,
    rom: cartridge,
    ...(state ? { state: new Uint8Array(state) } : {}),
    core: loadCore,
    battery: readBattery,
    onBattery: (romHash, battery) => write(() => writeBattery(romHash, battery)),
    slots: {
      read: browserSlots.read,
      write: async (romHash, kept) => write(() => browserSlots.write(romHash, kept)),
    },
    onKeep: (game) => {
      // With the first goes the cartridge, which stays the same.
      const withRom = isFirst;
      isFirst = false;
      write(() => keepGame(game, cartridge, withRom));
    },
    makeScreen: (emulator) => new CanvasScreen(canvas, emulator),
    onTold: tell,
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
    case "hold":
      host?.desk.hold(data.held);
      break;
    case "fast":
      host?.desk.fastForward(data.held);
      break;
    case "allow":
      host?.desk.allow(data.allowed);
      break;
    case "save-slot":
      host?.desk.save(data.slot);
      break;
    case "load-slot":
      host?.desk.load(data.slot);
      break;
    case "undo-slot":
      host?.desk.undo();
      break;
    case "mute":
      host?.mute(data.player, data.muted);
      break;
    case "remove":
      host?.remove(data.player);
      break;
    case "keep":
      host?.desk.keep();
      break;
    case "palette":
      host?.setPalette(data.palette);
      break;
    case "request":
      host?.request(data.request);
      break;
    case "mode":
      host?.share(data.settings);
      break;
    case "say":
      host?.chat.say({ text: data.text });
      break;
    case "emote":
      host?.chat.say({ emote: data.emote });
      break;
    case "chat":
      host?.chat.turn(data.on);
      break;
    case "mute-chat":
      host?.chat.mute(data.id, data.muted);
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
