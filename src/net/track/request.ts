/** A track that somebody wants. */
import type * as Wasm from "../bindgen.ts";
import { type Behind, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import { fromWasm, type Info, infoDefaults, type Subscription, subscriptionDefaults } from "./info.ts";
import { type Producer, producerOf } from "./producer.ts";

/** A request, taking ownership of the handle. */
export let requestOf: (handle: Wasm.TrackRequest) => Request;

const BEHIND: Behind<Wasm.TrackRequest> = {
  release(handle) {
    handle.reject(undefined);
    handle.free();
  },
};

/** A track that somebody wants: accept or reject it, once. */
export class Request {
  readonly name: string;
  #handle: Wasm.TrackRequest | undefined;
  #subscription: Subscription = subscriptionDefaults();
  #expectation;

  private constructor(handle: Wasm.TrackRequest) {
    this.#handle = handle;
    this.name = handle.name;
    this.#expectation = expectClose(this, "the request for track", this.name, BEHIND, handle);
  }

  static {
    requestOf = (handle) => new Request(handle);
  }

  /** What those who ask want together. */
  get subscription(): Readonly<Subscription> {
    const wanted = this.#handle?.subscription();
    if (wanted) this.#subscription = fromWasm(wanted);
    return this.#subscription;
  }

  /** The highest priority of those who ask. */
  get priority(): number {
    return this.subscription.priority ?? 0;
  }

  /** Serves the track with these properties. */
  accept(info?: Partial<Info>): Producer {
    const full = infoDefaults(info);
    const handle = this.#take();
    const producer = handle.accept(full.timescale, full.latencyMax, full.priority);
    handle.free();
    return producerOf(producer, this.name, full);
  }

  /** Refuses the track. */
  reject(error?: Error): void {
    const handle = this.#take();
    handle.reject(codeOf(error));
    handle.free();
  }

  #take(): Wasm.TrackRequest {
    const handle = this.#handle;
    if (!handle) throw new Error(`the request for track ${this.name} was answered already`);
    this.#handle = undefined;
    this.#expectation.meet();
    return handle;
  }
}
