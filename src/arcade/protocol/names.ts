/** What tracks are called, and how much is written on them: apart from the schemas, which not everybody needs at once. */

/** The tracks of our hosts' picture and sound. What a game really offers, its catalog says. */
export const VIDEO_TRACK = "video";
export const AUDIO_TRACK = "audio";
/** Tracks of what was done with the machine: the last while, and all of it. */
export const REPLAY_TRACK = "replay";
export const SESSION_TRACK = "session";

/** How many edges a command repeats at most: what a lost command held is in the next one. */
export const EDGES_MAX = 32;

/** How many requests a command repeats at most. */
export const REQUESTS_MAX = 8;
