/** Frames as text and JSON, for whatever writes or reads frames. */
import { Timestamp } from "../time.ts";
import type { Frame } from "./frame.ts";

/** Writes frames that are stamped with the time of now. */
export abstract class Writer {
  /** Appends a frame. The payload is copied. */
  abstract writeFrame(frame: Frame): void;

  writeString(text: string): void {
    this.#write(new TextEncoder().encode(text));
  }

  writeJson(json: unknown): void {
    this.writeString(JSON.stringify(json));
  }

  writeBool(bool: boolean): void {
    this.#write(Uint8Array.of(bool ? 1 : 0));
  }

  #write(payload: Uint8Array): void {
    this.writeFrame({ payload, timestamp: Timestamp.now() });
  }
}

export abstract class Reader {
  /** The next frame, or `undefined` at the end. */
  abstract readFrame(): Promise<Frame | undefined>;

  async readString(): Promise<string | undefined> {
    const frame = await this.readFrame();
    return frame && new TextDecoder().decode(frame.payload);
  }

  async readJson(): Promise<unknown | undefined> {
    const text = await this.readString();
    return text ? JSON.parse(text) : undefined;
  }
}
