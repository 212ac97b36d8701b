/**
 * What people say to each other beside a game: short lines, and emotes.
 *
 * Viewers say it on a track of their own; the host hears, checks and rations it, and tells everybody on one track. `page.ts`
 * is the page's half, `worker.ts` a Worker's. What may not come in: pictures, sound and the machine. See docs/wire.md, `chat`.
 *
 * @module
 */
export { PageChat, type SendChat } from "./page.ts";
