/** Joins keys, fingers and whatever else holds a button into the edges that a game is sent. */
import { createSignal } from "solid-js";
import { BUTTONS, type Button } from "./buttons.ts";

/** Where edges go: a `Play` or a `Hosting` is one. */
export interface ButtonSink {
  press(button: string, down: boolean): void;
  releaseAll(): void;
}

/** A button is down while at least one source (a key, a finger) holds it. */
export interface Controller {
  /** `source` is any name that is unique among what can hold a button at the same time. */
  hold(source: string, button: Button): void;
  release(source: string, button: Button): void;
  /** Lets go of everything, whoever holds it. */
  releaseAll(): void;
  /** Whether the button is down. Tracked. */
  isDown(button: Button): boolean;
}

export function makeController(sink: ButtonSink): Controller {
  const holders = new Map<Button, Set<string>>(BUTTONS.map((button) => [button, new Set()]));
  const lights = new Map(BUTTONS.map((button) => [button, createSignal(false)]));
  const light = (button: Button, down: boolean) => lights.get(button)?.[1](down);

  return {
    hold(source, button) {
      const by = holders.get(button);
      if (!by || by.has(source)) return;
      by.add(source);
      if (by.size > 1) return;
      light(button, true);
      sink.press(button, true);
    },
    release(source, button) {
      const by = holders.get(button);
      if (!by?.delete(source) || by.size > 0) return;
      light(button, false);
      sink.press(button, false);
    },
    releaseAll() {
      let any = false;
      for (const [button, by] of holders) {
        if (by.size === 0) continue;
        any = true;
        by.clear();
        light(button, false);
      }
      if (any) sink.releaseAll();
    },
    isDown: (button) => lights.get(button)?.[0]() ?? false,
  };
}
