/** What reads what a host tells beside its game, in one piece that is fetched after the first picture: see `late.ts`. */
export { ClientChat } from "../chat/worker.ts";
export { gameStatusOf, Outline, readStatus } from "./status.ts";
