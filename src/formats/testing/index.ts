/**
 * What the tests of the formats have in common: seeded values and inputs, and a track in a few lines.
 *
 * What may not come in: anything that ships; and, as everywhere in `src/formats`, anything else of ours.
 *
 * @module
 */
export { DoubleTrack } from "./double.ts";
export { type Fuzzed, fuzz, INPUTS, mutate } from "./fuzz.ts";
export { evolve, generate, PLAIN_KEYS, WILD_KEYS } from "./json.ts";
export { Random } from "./random.ts";
export { tracks } from "./tracks.ts";
