/** The chat's half in a Worker, or wherever the session is. */
export { ClientChat } from "./client.ts";
export { HostChat } from "./host.ts";
export { CHAT_TRACK } from "./track.ts";
