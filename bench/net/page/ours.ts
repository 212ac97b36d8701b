/** Ours: `src/net`, with whichever build was imported. */
import { Broadcast, Connection, Path, Time } from "../../../src/net/api.ts";
import { adapt, type Moq } from "./adapt.ts";

// A class with private fields is equal to itself alone; that these are otherwise the same, the test of the public API
// shows.
export const library = adapt({ Broadcast, Connection, Path, Time } as unknown as Moq);
