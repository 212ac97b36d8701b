/** The page around a frame: it is told what happens, and may ask for a little. */
import { EMBED_VERSION, type EmbedCommand, EmbedCommandSchema, type EmbedEvent } from "./messages.ts";

/** What of a window matters here. */
export type FrameWindow = Pick<Window, "parent" | "addEventListener" | "removeEventListener">;

export interface ParentChannel {
  /** Tells it, unless it is what was told last of its type. */
  tell(event: EmbedEvent): void;
  /** Idempotent. */
  close(): void;
}

/**
 * Speaks with the window that holds this one, and with no other; with itself where nothing does.
 * @param origin the only origin that window may have, if it is not any
 * @param onCommand hears what is asked for, but for `hello`, which is answered here
 */
export function makeParentChannel(
  frame: FrameWindow,
  origin: string | undefined,
  onCommand: (command: Exclude<EmbedCommand, { type: "hello" }>) => void,
): ParentChannel {
  const isFramed = frame.parent !== frame;
  /** By type, in the order in which they were first told. */
  const told = new Map<EmbedEvent["type"], string>();
  // What is told is what any visitor of the relay sees: without an origin anybody around may hear it.
  const post = (text: string) => frame.parent.postMessage(JSON.parse(text), origin ?? "*");

  const onMessage = (event: MessageEvent<unknown>) => {
    if (event.source !== frame.parent || (origin !== undefined && event.origin !== origin)) return;
    const command = EmbedCommandSchema.safeParse(event.data);
    // Other scripts send messages about too.
    if (!command.success) return;
    if (command.data.type === "hello") for (const text of told.values()) post(text);
    else onCommand(command.data);
  };
  if (isFramed) frame.addEventListener("message", onMessage);

  return {
    tell(event) {
      const text = JSON.stringify({ source: "moq-arcade", version: EMBED_VERSION, ...event });
      if (!isFramed || told.get(event.type) === text) return;
      told.set(event.type, text);
      post(text);
    },
    close: () => frame.removeEventListener("message", onMessage),
  };
}
