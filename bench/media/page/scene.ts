/**
 * What is sent: a picture that carries its number as squares of black and white, which survive any codec, and a
 * tone with a beep at each whole second. For the sender, the eye and the ear alike. Pure.
 */

export interface Scene {
  /** Pixels. */
  width: number;
  height: number;
  framesPerSecond: number;
}

export const SCENES = {
  "360p60": { width: 640, height: 360, framesPerSecond: 60 },
  "720p30": { width: 1280, height: 720, framesPerSecond: 30 },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

/** In a row from the picture's upper left corner: the number, then its check, the highest bit first. */
const NUMBER_BITS = 20;
const CHECK_BITS = 4;
export const SQUARES = NUMBER_BITS + CHECK_BITS;

/** The squares' side is the picture's height divided by this. */
const HEIGHT_SQUARES = 15;

/** Pixels. */
export const squareSide = (height: number): number => Math.floor(height / HEIGHT_SQUARES);

/** Never what a picture all black or all white would have. */
function checkOf(number: number): number {
  let check = 0b0110;
  for (let rest = number; rest > 0; rest = Math.floor(rest / 16)) check ^= rest % 16;
  return check;
}

/** Whether each square is white. @param number of the frame, below 2^20 */
export function toSquares(number: number): boolean[] {
  const value = number * 2 ** CHECK_BITS + checkOf(number);
  return Array.from({ length: SQUARES }, (_, at) => Math.floor(value / 2 ** (SQUARES - 1 - at)) % 2 === 1);
}

/** The number of the frame; `undefined` where these are not the squares of one. */
export function fromSquares(areWhite: readonly boolean[]): number | undefined {
  const value = areWhite.reduce((sum, isWhite) => sum * 2 + (isWhite ? 1 : 0), 0);
  const number = Math.floor(value / 2 ** CHECK_BITS);
  return value % 2 ** CHECK_BITS === checkOf(number) ? number : undefined;
}

/** Microseconds from the first frame to this one. */
export const frameUs = (scene: Scene, number: number): number =>
  Math.round((number * 1e6) / scene.framesPerSecond);

export const SAMPLE_RATE = 48_000;

/** 10 ms, as sound cards hand it over. */
export const PIECE_SAMPLES = 480;

/** Always there, so that a gap is silence and a jump is a break in it. */
export const TONE = { hertz: 440, amplitude: 0.2 };

/** At each whole second, together with the frame of that time. */
export const BEEP = { hertz: 1_000, amplitude: 0.6, seconds: 0.04 };

/** A sample of the sound, from -1 to 1. @param at its number since the beginning */
export function sampleAt(at: number): number {
  const tone = TONE.amplitude * Math.sin((2 * Math.PI * TONE.hertz * at) / SAMPLE_RATE);
  const since = (at % SAMPLE_RATE) / SAMPLE_RATE;
  if (since >= BEEP.seconds) return tone;
  // A cosine: it is loud at once.
  return tone + BEEP.amplitude * Math.cos(2 * Math.PI * BEEP.hertz * since);
}
