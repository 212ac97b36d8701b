/** Inputs that are nearly right, as many as it takes, and what becomes of them. */
import { FormatError, type Reason } from "../error.ts";
import { Random } from "./random.ts";

/** How many inputs each format is tried with. */
export const INPUTS = 10_000;

/** One input may take so long, in milliseconds: it is some hundred bytes, and the machine may be busy. */
const INPUT_MAX_MS = 2_000;

/** All that an input makes may take so much, in bytes: some inputs announce sizes. */
const INPUT_MAX_BYTES = 256 * 1024 * 1024;

/** What became of the inputs. */
export interface Fuzzed {
  accepted: number;
  refused: Map<Reason, number>;
}

/**
 * Decodes {@link INPUTS} mutations of `inputs`. Throws where one is met with anything but a value or a
 * `FormatError`, takes long, or takes memory; the message has the input, so that it can be tried alone.
 */
export function fuzz(
  seed: number,
  inputs: readonly Uint8Array[],
  decode: (bytes: Uint8Array) => void,
): Fuzzed {
  const random = new Random(seed);
  const fuzzed: Fuzzed = { accepted: 0, refused: new Map() };
  for (let i = 0; i < INPUTS; i++) {
    const bytes = mutate(random, random.pick(inputs), inputs);
    const input = () => `input ${i} of seed ${seed}, ${Buffer.from(bytes).toString("hex").slice(0, 4096)}`;
    const memory = used();
    const start = performance.now();
    try {
      decode(bytes);
      fuzzed.accepted++;
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw new Error(`no FormatError for ${input()}`, { cause });
      fuzzed.refused.set(cause.reason, (fuzzed.refused.get(cause.reason) ?? 0) + 1);
    }
    const took = performance.now() - start;
    if (took > INPUT_MAX_MS) throw new Error(`${took} ms for ${input()}`);
    if (used() - memory > INPUT_MAX_BYTES) throw new Error(`${used() - memory} bytes for ${input()}`);
  }
  return fuzzed;
}

function used(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Numbers that sizes and counts go wrong at. */
const EDGES = [0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** One to four changes; and now and then none, so that what is right is among them. */
export function mutate(random: Random, input: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let bytes = Uint8Array.from(input);
  for (let changes = random.below(5); changes > 0; changes--) bytes = change(random, bytes, others);
  return bytes;
}

function change(
  random: Random,
  bytes: Uint8Array<ArrayBuffer>,
  others: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(random.chance(0.5) ? 4 : 64));
  const insert = (piece: Uint8Array, from = at) =>
    Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(from)]);
  switch (random.below(8)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return insert(new Uint8Array(), end);
    case 2:
      return insert(bytes.subarray(at, end));
    case 3:
      return insert(random.bytes(1 + random.below(16)));
    case 4: {
      const other = random.pick(others);
      return insert(other.subarray(random.below(other.length + 1)), end);
    }
    case 5: {
      const edge = new Uint8Array(4);
      new DataView(edge.buffer).setUint32(0, random.pick(EDGES));
      return insert(edge, Math.min(bytes.length, at + 4));
    }
    case 6:
      return insert(random.bytes(end - at), end);
    default:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
  }
}
