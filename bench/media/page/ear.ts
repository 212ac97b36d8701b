/**
 * An ear on all that a page sends to its speakers, the same for every player. What the AudioContext tells of its
 * output (`getOutputTimestamp`) says when a sample is heard.
 */
import type { Heard } from "./ear-worklet.ts";
import workletUrl from "./ear-worklet.ts?worker&url";

/** Times are the page's, in milliseconds since it was opened. */
export interface Hearing {
  beepsMs: number[];
  breaksMs: number[];
  gapsMs: number[];
  /** How long there was silence in all, in milliseconds. */
  silentMs: number;
  /** By the AudioContext, in milliseconds; `outputLatency` is part of each time here. */
  latencies: { baseMs: number; outputMs: number } | undefined;
}

const nothing = (): Hearing => ({ beepsMs: [], breaksMs: [], gapsMs: [], silentMs: 0, latencies: undefined });

export class Ear {
  #heard = nothing();
  #isOpen = false;
  #contexts: AudioContext[] = [];

  /** Before any sound is made in this page. */
  constructor() {
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => AudioNode;
    const listen = (node: AudioNode) => this.#listen(node, connect);
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      if (args[0] instanceof AudioDestinationNode) void listen(this);
      return connect.apply(this, args);
    } as typeof AudioNode.prototype.connect;
  }

  /** Begins anew, having heard nothing. */
  open(): void {
    this.#heard = nothing();
    this.#isOpen = true;
  }

  /** Of each AudioContext that is listened to: whether it runs. */
  get states(): AudioContextState[] {
    return this.#contexts.map(({ state }) => state);
  }

  get hasHeard(): boolean {
    return this.#heard.beepsMs.length > 0;
  }

  close(): Hearing {
    this.#isOpen = false;
    return this.#heard;
  }

  async #listen(node: AudioNode, connect: (this: AudioNode, ...args: unknown[]) => AudioNode): Promise<void> {
    const context = node.context as AudioContext;
    this.#contexts.push(context);
    await context.audioWorklet.addModule(workletUrl);
    const ear = new AudioWorkletNode(context, "ear", { outputChannelCount: [1] });
    ear.port.onmessage = ({ data }: MessageEvent<Heard>) => this.#note(context, data);
    connect.call(node, ear);
    // Its output is silence: what leads nowhere is not run.
    connect.call(ear, context.destination);
  }

  #note(context: AudioContext, { beeps, breaks, gaps, silentSeconds }: Heard): void {
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
    if (!this.#isOpen || contextTime === 0) return;
    const toMs = (seconds: number) => performanceTime + (seconds - contextTime) * 1000;
    this.#heard.beepsMs.push(...beeps.map(toMs));
    this.#heard.breaksMs.push(...breaks.map(toMs));
    this.#heard.gapsMs.push(...gaps.map(toMs));
    this.#heard.silentMs += silentSeconds * 1000;
    this.#heard.latencies = { baseMs: context.baseLatency * 1000, outputMs: context.outputLatency * 1000 };
  }
}
