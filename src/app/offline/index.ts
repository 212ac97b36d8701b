/**
 * The app without a network: its shell is kept by a service worker.
 *
 * The page's half is here. The service worker's is built by itself, into `/sw.js`; what may not come in there is anything
 * of the app's.
 *
 * @module
 */

/** After the page has loaded, in milliseconds: the first picture has the connection to itself. */
const DELAY_MS = 3_000;

/** Has the shell kept, in a build. The development server has none to keep, and what it serves changes. */
export function keepShell(): void {
  // A frame in somebody else's page is no visit to the app.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || window.parent !== window) return;
  const register = () =>
    setTimeout(() => {
      // Forbidden, or no disk: the app is as good without, while there is a network.
      navigator.serviceWorker.register("/sw.js").catch((error: unknown) => console.debug("offline:", error));
    }, DELAY_MS);
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
