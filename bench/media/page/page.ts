/**
 * The bench's page: it sends, or it plays.
 *
 * @module
 */
import * as player from "./player.ts";
import * as sending from "./sending.ts";

const media = { ...player, ...sending };

declare global {
  interface Window {
    media: typeof media;
  }
}

window.media = media;
