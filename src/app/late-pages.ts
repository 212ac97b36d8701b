/** Pages that are loaded when they are asked for: whoever is sent a link to a game is to play at once. */
import { lazy } from "solid-js";

export const LobbyPage = lazy(async () => ({ default: (await import("./pages/lobby.tsx")).LobbyPage }));
export const HostPage = lazy(async () => ({ default: (await import("./pages/host.tsx")).HostPage }));
export const ClipPage = lazy(async () => ({ default: (await import("./pages/clip.tsx")).ClipPage }));
export const WatchPage = lazy(async () => ({ default: (await import("./pages/watch.tsx")).WatchPage }));
export const PublishPage = lazy(async () => ({ default: (await import("./pages/publish.tsx")).PublishPage }));

/** Loaded by frames alone. */
export const EmbedPage = lazy(() => import("./pages/embed.tsx"));

/** Loads the page that most go to next, before they do: it is there then, whatever becomes of the server. */
export function loadLobby(): void {
  // Where that fails, it is for whoever goes there to hear of it.
  LobbyPage.preload().catch(() => {});
}
