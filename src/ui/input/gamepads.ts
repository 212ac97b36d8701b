/** Gamepads as controllers: looked at for every frame of the screen, while there are any. */
import { type Accessor, createSignal, onCleanup } from "solid-js";
import { BUTTONS } from "../buttons.ts";
import type { Controller } from "../controller.ts";
import { type CompiledMapping, compileMapping, heldBits, type PadMapping } from "./pad-mapping.ts";

/** A pad that is there. */
export interface ConnectedPad {
  /** Its place among the pads. */
  index: number;
  /** The browser's name of the model: two of the same have the same. */
  id: string;
  /** Whether the browser knows its parts. */
  isStandard: boolean;
}

export interface GamepadsOptions {
  /** How a model is mapped; asked again when it gives another object. */
  mapping: (id: string) => PadMapping;
  /** From which part of its way on a stick of a model counts; from half of it by default. */
  reach?: (id: string) => number;
  /** Whether presses count now; always by default. What is held when it begins to counts from its next press. */
  isActive?: () => boolean;
}

export interface Gamepads {
  /** The pads that there are. */
  readonly pads: Accessor<readonly ConnectedPad[]>;
  /** Shakes every pad that can be, shortly. */
  rumble(): void;
  /** Lets go, and looks no more. Idempotent. */
  close(): void;
}

/** What is known of a pad from one look to the next. */
interface Held {
  /** Its name as a source of presses. */
  source: string;
  mapping: PadMapping;
  compiled: CompiledMapping;
  /** All that its parts say. */
  raw: number;
  /** What is held since before presses counted. */
  stale: number;
  /** What it holds of the game. */
  bits: number;
}

const RUMBLE: GamepadEffectParameters = { duration: 120, strongMagnitude: 0.25, weakMagnitude: 0.6 };

/** What is plugged in now; none where it is forbidden. */
export function connectedGamepads(): readonly (Gamepad | null)[] {
  try {
    return navigator.getGamepads?.() ?? [];
  } catch {
    return [];
  }
}

export function makeGamepads(controller: Controller, options: GamepadsOptions): Gamepads {
  const abort = new AbortController();
  const { signal } = abort;
  const known = new Map<number, Held>();
  const [pads, setPads] = createSignal<readonly ConnectedPad[]>([]);
  const { isActive = () => true } = options;
  let request: number | undefined;

  function apply(held: Held, bits: number) {
    const changed = bits ^ held.bits;
    held.bits = bits;
    if (changed === 0) return;
    for (let bit = 0; bit < BUTTONS.length; bit++) {
      const button = BUTTONS[bit];
      if (!button || (changed & (1 << bit)) === 0) continue;
      if ((bits & (1 << bit)) === 0) controller.release(held.source, button);
      else controller.hold(held.source, button);
    }
  }

  function look() {
    request = undefined;
    if (known.size === 0) return;
    const active = isActive();
    const list = connectedGamepads();
    for (const [index, held] of known) {
      const pad = list[index];
      if (!pad?.connected) {
        apply(held, 0);
        continue;
      }
      const mapping = options.mapping(pad.id);
      if (mapping !== held.mapping) {
        held.mapping = mapping;
        held.compiled = compileMapping(mapping);
      }
      held.raw = heldBits(pad, held.compiled, held.raw, options.reach?.(pad.id));
      held.stale = active ? held.stale & held.raw : held.raw;
      apply(held, held.raw & ~held.stale);
    }
    // A page that is not shown has no frames, and so looks at nothing.
    request = requestAnimationFrame(look);
  }

  function add({ index, id, mapping }: Gamepad) {
    if (known.has(index)) return;
    const own = options.mapping(id);
    const source = `pad ${index}`;
    known.set(index, { source, mapping: own, compiled: compileMapping(own), raw: 0, stale: 0, bits: 0 });
    setPads((pads) => [...pads, { index, id: id.slice(0, 200), isStandard: mapping === "standard" }]);
    request ??= requestAnimationFrame(look);
  }

  function remove(index: number) {
    const held = known.get(index);
    if (!held) return;
    apply(held, 0);
    known.delete(index);
    setPads((pads) => pads.filter((pad) => pad.index !== index));
  }

  window.addEventListener("gamepadconnected", ({ gamepad }) => add(gamepad), { signal });
  window.addEventListener("gamepaddisconnected", ({ gamepad }) => remove(gamepad.index), { signal });
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.hidden) for (const held of known.values()) apply(held, 0);
    },
    { signal },
  );
  for (const pad of connectedGamepads()) if (pad?.connected) add(pad);

  return {
    pads,
    rumble() {
      for (const pad of connectedGamepads()) {
        // Some pads cannot, and some browsers only say so when they are asked.
        if (pad && known.has(pad.index))
          pad.vibrationActuator?.playEffect("dual-rumble", RUMBLE).catch(() => {});
      }
    },
    close() {
      abort.abort();
      if (request !== undefined) cancelAnimationFrame(request);
      request = undefined;
      for (const index of [...known.keys()]) remove(index);
    },
  };
}

/** As `makeGamepads`, until its owner goes. */
export function createGamepads(controller: Controller, options: GamepadsOptions): Gamepads {
  const gamepads = makeGamepads(controller, options);
  onCleanup(() => gamepads.close());
  return gamepads;
}
