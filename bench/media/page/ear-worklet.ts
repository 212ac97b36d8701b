/** Listens to what goes to the speakers: beeps, silence, and breaks in the tone. Runs in the AudioWorklet. */
import { TONE } from "./scene.ts";

// The AudioWorklet's globals, which TypeScript's DOM library does not have.
declare const sampleRate: number;
declare const currentFrame: number;
declare function registerProcessor(name: string, processor: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Worklet to page, a few times a second. Times are the AudioContext's, in seconds. */
export interface Heard {
  /** When beeps began. */
  beeps: number[];
  /** When the tone broke: it stopped, began, or jumped. */
  breaks: number[];
  /** Silences that began. */
  gaps: number[];
  /** How long there was silence since it was told last, in seconds. */
  silentSeconds: number;
}

/** Well above the tone, well below a beep over it. */
const LOUD = 2 * TONE.amplitude;

/** Beeps are a second apart. */
const BEEP_SECONDS = 0.5;

/** A tone is below this for a sample or two where it goes through zero. */
const SILENT = 0.01;

/** So many samples of silence in a row are a gap: 1.3 ms at 48 kHz, half of what a device takes at least. */
const GAP_SAMPLES = 64;

/** A sine follows from the two samples before; what differs by more is a break. Coding is off by far less. */
const BREAK = 0.04;

/** Breaks closer than this are one, in seconds. */
const BREAK_SECONDS = 0.05;

const TELL_QUANTA = 64;

const nothingHeard = (): Heard => ({ beeps: [], breaks: [], gaps: [], silentSeconds: 0 });

class Ear extends AudioWorkletProcessor {
  #heard = nothingHeard();
  #quanta = 0;
  #silent = 0;
  #before = [0, 0] as [number, number];
  #beepAt = Number.NEGATIVE_INFINITY;
  #breakAt = Number.NEGATIVE_INFINITY;
  #factor = 2 * Math.cos((2 * Math.PI * TONE.hertz) / sampleRate);
  #nothing = new Float32Array(128);

  process([input]: Float32Array[][]): boolean {
    // A source that has stopped hands over no channel.
    const samples = input?.[0] ?? this.#nothing;
    let [last, second] = this.#before;
    for (let at = 0; at < samples.length; at++) {
      const sample = samples[at] as number;
      if (Math.abs(sample) < SILENT) {
        this.#silence((currentFrame + at) / sampleRate);
      } else this.#silent = 0;
      if (Math.abs(sample) > LOUD) this.#beep((currentFrame + at) / sampleRate);
      if (Math.abs(sample - this.#factor * last + second) > BREAK)
        this.#break((currentFrame + at) / sampleRate);
      second = last;
      last = sample;
    }
    this.#before = [last, second];
    if (++this.#quanta % TELL_QUANTA === 0) {
      this.port.postMessage(this.#heard);
      this.#heard = nothingHeard();
    }
    return true;
  }

  #silence(seconds: number): void {
    this.#silent++;
    if (this.#silent === GAP_SAMPLES) this.#heard.gaps.push(seconds);
    if (this.#silent >= GAP_SAMPLES)
      this.#heard.silentSeconds += (this.#silent === GAP_SAMPLES ? GAP_SAMPLES : 1) / sampleRate;
  }

  #beep(seconds: number): void {
    if (seconds - this.#beepAt > BEEP_SECONDS) this.#heard.beeps.push(seconds);
    this.#beepAt = seconds;
  }

  #break(seconds: number): void {
    if (seconds - this.#breakAt > BREAK_SECONDS) this.#heard.breaks.push(seconds);
    this.#breakAt = seconds;
  }
}

registerProcessor("ear", Ear);
