import { CONSOLES, isConsole } from "../consoles.ts";
import type { Core } from "../core.ts";
import type { Emulator } from "../emulator.ts";
import { EmulatorError } from "../errors.ts";
import { coreFor, openEmulator } from "../open.ts";
import { sha256, toHex } from "../sha256.ts";
import type { Clip } from "./clip.ts";
import { ClipError } from "./error.ts";
import { ClipPlayer } from "./player.ts";

/** What a clip is played with. */
export interface ClipParts {
  readonly core: Core;
  /** The whole ROM file. Copied. */
  readonly rom: Uint8Array;
}

/**
 * A machine where the clip begins, and the clip's player around it, which owns it.
 *
 * @throws {ClipError} `wrong-rom`, `wrong-console`, `wrong-core`, `damaged`.
 * @throws {RomError} where the ROM is refused.
 */
export function startClip(clip: Clip, parts: ClipParts): ClipPlayer {
  return new ClipPlayer(clip, startMachine(clip, parts));
}

function startMachine({ rom, console, start, coreHash }: Clip, parts: ClipParts): Emulator {
  if (toHex(sha256(parts.rom)) !== rom.hash)
    throw new ClipError(
      "wrong-rom",
      `This clip is of another game, “${rom.title}” (SHA-256 ${rom.hash.slice(0, 16)}…): choose that game's file.`,
    );
  if (!isConsole(console) || CONSOLES[console].core !== coreFor(parts.rom))
    throw new ClipError("wrong-console", `This clip is of a console that is not known here, “${console}”.`);
  const kept = start.type === "power-on" ? { battery: start.battery, clock: start.clock } : {};
  const emulator = openEmulator({ ...parts, console, ...kept });
  if (start.type === "power-on") return emulator;
  try {
    emulator.loadState(start.state);
    return emulator;
  } catch (cause) {
    emulator.close();
    throw refusal(cause, coreHash, parts.core.hash);
  }
}

function refusal(cause: unknown, coreHash: string, ownHash: string): unknown {
  if (!(cause instanceof EmulatorError)) return cause;
  if (cause.reason === "wrong-core")
    return new ClipError(
      "wrong-core",
      `This clip begins from a state of the emulator's build ${coreHash.slice(0, 8)}, and this is ${ownHash.slice(0, 8)}: play it with that build, or, where the whole session is at hand, rebase it to begin from power-on.`,
      { cause },
    );
  return new ClipError("damaged", `This clip's state is not usable: ${cause.message}`, { cause });
}
