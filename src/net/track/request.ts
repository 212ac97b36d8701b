/** A track that somebody wants. */
import type * as Wasm from "../bindgen.ts";
import { type Behind, expectClose } from "../dropped.ts";
import { codeOf } from "../error.ts";
import { fromWasm, type Info, infoDefaults, type Subscription, subscriptionDefaults } from "./info.ts";
import { continueAt, type Producer, producerOf } from "./producer.ts";

/** A request of a session, taking ownership of the handle. */
export let requestOf: (handle: Wasm.TrackRequest) => Request;

/**
 * A request in this process for `track`, which those who ask read already.
 * @param onAccept is told once it is served
 * @param sequences where the groups of each name go on
 */
export let askFor: (track: Producer, onAccept: () => void, sequences: Map<string, number>) => Request;

/** Who waits for the answer. */
interface Asker {
  readonly name: string;
  /** What those who ask want together, if anybody does. */
  subscription(): Subscription | undefined;
  accept(info: Partial<Info>): Producer;
  reject(error?: Error): void;
}

const BEHIND: Behind<Asker> = {
  release(asker) {
    asker.reject();
  },
};

/** A track that somebody wants: accept or reject it. */
export class Request {
  readonly name: string;
  #asker: Asker;
  #subscription: Subscription = subscriptionDefaults();
  #expectation;

  private constructor(asker: Asker) {
    this.#asker = asker;
    this.name = asker.name;
    this.#expectation = expectClose(this, "the request for track", this.name, BEHIND, asker);
  }

  static {
    requestOf = (handle) => new Request(fromSession(handle));
    askFor = (track, onAccept, sequences) => new Request(fromHere(track, onAccept, sequences));
  }

  /** What those who ask want together. */
  get subscription(): Readonly<Subscription> {
    this.#subscription = this.#asker.subscription() ?? this.#subscription;
    return this.#subscription;
  }

  /** The highest priority of those who ask. */
  get priority(): number {
    return this.subscription.priority ?? 0;
  }

  /** Serves the track with these properties. Throws where a session's request was answered before. */
  accept(info: Partial<Info> = {}): Producer {
    this.#expectation.meet();
    return this.#asker.accept(info);
  }

  /** Refuses the track. Throws where a session's request was answered before. */
  reject(error?: Error): void {
    this.#expectation.meet();
    this.#asker.reject(error);
  }
}

function fromHere(track: Producer, onAccept: () => void, sequences: Map<string, number>): Asker {
  const { name } = track;
  let isAccepted = false;
  continueAt(track, sequences);
  return {
    name,
    subscription: () => track.subscription.peek(),
    accept(info) {
      track.accept(info);
      if (!isAccepted) {
        isAccepted = true;
        onAccept();
      }
      return track;
    },
    reject: (error) => track.close(error),
  };
}

function fromSession(handle: Wasm.TrackRequest): Asker {
  const { name } = handle;
  let isAnswered = false;
  const answer = () => {
    if (isAnswered) throw new Error(`the request for track ${name} was answered already`);
    isAnswered = true;
  };
  return {
    name,
    subscription() {
      const wanted = isAnswered ? undefined : handle.subscription();
      return wanted && fromWasm(wanted);
    },
    accept(info) {
      answer();
      const full = infoDefaults(info);
      const producer = handle.accept(full.timescale, full.latencyMax, full.priority);
      handle.free();
      return producerOf(producer, name, full, () => true);
    },
    reject(error) {
      answer();
      handle.reject(codeOf(error));
      handle.free();
    },
  };
}
