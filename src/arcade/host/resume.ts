/** A game that goes on from where it was left. */
import {
  type Core,
  consoleOfState,
  type Emulator,
  EmulatorError,
  openEmulator,
  readStateHeader,
} from "../../../emulator/index.ts";
import { HostFailure } from "./failure.ts";

/** A machine where a state was saved, on the console that it was saved on. */
export function resume(core: Core, rom: Uint8Array, state: Uint8Array): Emulator {
  let emulator: Emulator | undefined;
  try {
    // A state of a console that is not known is refused by whatever machine it is loaded into.
    emulator = openEmulator({ core, rom, console: consoleOfState(readStateHeader(state).console) });
    emulator.loadState(state);
    return emulator;
  } catch (cause) {
    emulator?.close();
    if (cause instanceof EmulatorError) throw new HostFailure("state", cause.message, { cause });
    throw cause;
  }
}
